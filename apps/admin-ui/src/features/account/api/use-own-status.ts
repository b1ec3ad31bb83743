import { reachOf } from "@chorus/contracts/permissions";
import type { ChosenStatus } from "@chorus/contracts/entities/people";
import { getAvailability, setAvailability } from "@chorus/contracts/routes/people";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { showProblem } from "../../../lib/desk/notices.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";

const KEY = ["availability", "me"];

/**
 * One's own chosen status; null until it is known. A pushed presence overrides it, because it reaches every tab, unless it
 * is offline, which is what others see and not a choice.
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
