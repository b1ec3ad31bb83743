import { reachOf } from "@chorus/contracts/permissions";
import type { ChosenStatus } from "@chorus/contracts/entities/people";
import { getAvailability, setAvailability } from "@chorus/contracts/routes/people";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { showProblem } from "../../../lib/desk/notices.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";

const KEY = ["availability", "me"];

/**
 * One's own status: what one has chosen, and null until that is known. What presence says of oneself counts before it, as it is
 * pushed to every tab, unless it is offline: that is what others see, not what one has chosen.
 */
export function useOwnStatus() {
  const { rest, presence, user } = useDeskSession();
  const queryClient = useQueryClient();
  const seen = useReadable(presence.people).get(user.id);
  const chosen = useQuery({
    queryKey: KEY,
    enabled: reachOf(user.role, "presence.choose") !== null,
    queryFn: ({ signal }) => rest.call(getAvailability, { signal }),
  }).data?.status;
  const choose = useMutation({
    mutationFn: (status: ChosenStatus) => rest.call(setAvailability, { body: { status } }),
    onSuccess: (availability) => {
      queryClient.setQueryData(KEY, availability);
      presence.note([{ userId: user.id, status: availability.status }]);
    },
    onError: showProblem,
  });
  const status = seen === undefined || seen === "offline" ? (chosen ?? null) : seen;
  return { status, choose: choose.mutate };
}
