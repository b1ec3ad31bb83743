import type { ChosenStatus } from "@chorus/contracts/entities/people";
import { setAvailability } from "@chorus/contracts/routes/people";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { tellProblem } from "../../../lib/notices.ts";
import { useDeskSession } from "../../../lib/session-context.ts";
import { useReadable } from "../../../lib/use-readable.ts";

/** One's own chosen status. Others see it while one is connected, so what presence says of oneself counts, unless it is offline. */
export function useOwnStatus() {
  const { rest, presence, user } = useDeskSession();
  const seen = useReadable(presence.people).get(user.id);
  const [chosen, setChosen] = useState<ChosenStatus>("online");
  const choose = useMutation({
    mutationFn: (status: ChosenStatus) => rest.call(setAvailability, { body: { status } }),
    onSuccess: ({ status }) => {
      setChosen(status);
      presence.note([{ userId: user.id, status }]);
    },
    onError: tellProblem,
  });
  const status = seen === undefined || seen === "offline" ? chosen : seen;
  return { status, choose: choose.mutate };
}
