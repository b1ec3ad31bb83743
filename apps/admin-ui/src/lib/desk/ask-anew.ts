import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * After an event: what was asked before it may be answered as it was before. `invalidateQueries` alone does not ask a first time again
 * while that is under way.
 */
export async function askAnew(queryClient: QueryClient, queryKey: QueryKey): Promise<void> {
  await queryClient.cancelQueries({ queryKey });
  await queryClient.invalidateQueries({ queryKey });
}
