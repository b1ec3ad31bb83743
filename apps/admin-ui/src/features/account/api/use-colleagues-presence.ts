import { listAgentPresence } from "@chorus/contracts/routes/presence";
import { useQuery } from "@tanstack/react-query";
import { useDeskSession } from "../../../lib/session/session-context.ts";

/** Who of the desk is here when the page starts; from then on the gateway pushes every change. */
export function useColleaguesPresence(): void {
  const { rest, presence } = useDeskSession();
  useQuery({
    queryKey: ["presence", "agents"],
    queryFn: async ({ signal }) => {
      const { items } = await rest.call(listAgentPresence, { signal });
      presence.note(items);
      return items;
    },
  });
}
