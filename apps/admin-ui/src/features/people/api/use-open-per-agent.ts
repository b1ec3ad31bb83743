import { liveReport } from "@chorus/contracts/routes/reports";
import { useQuery } from "@tanstack/react-query";
import { useDeskSession } from "../../../lib/session/session-context.ts";

const EVERY_MS = 20_000;

/** How many open conversations each person has; null while it is not known. */
export function useOpenPerAgent(): ReadonlyMap<string, number> | null {
  const { rest } = useDeskSession();
  const { data } = useQuery({
    queryKey: ["reports", "open-per-agent"],
    refetchInterval: EVERY_MS,
    queryFn: ({ signal }) => rest.call(liveReport, { signal }),
  });
  return data?.agents ? new Map(data.agents.map(({ id, open }) => [id, open])) : null;
}
