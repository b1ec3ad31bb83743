import { liveReport } from "@chorus/contracts/routes/reports";
import { useQuery } from "@tanstack/react-query";
import { useDeskSession } from "../../../lib/session/session-context.ts";

const EVERY_MS = 5_000;

/** The live report, refreshed while the page is visible. */
export function useLiveReport() {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: ["reports", "live"],
    staleTime: 0,
    refetchInterval: EVERY_MS,
    queryFn: ({ signal }) => rest.call(liveReport, { signal }),
  });
}
