import { listAgentPresence } from "@chorus/contracts/routes/presence";
import { useQuery } from "@tanstack/react-query";
import { useDeskSession } from "../../../lib/session/session-context.ts";

/** Presence of the desk when the page starts; the gateway pushes later changes. */
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
