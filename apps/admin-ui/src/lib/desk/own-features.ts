import type { FlagName, OwnersFlag } from "@chorus/contracts/flags";
import { isNearEnd, usedShare } from "@chorus/contracts/quotas";
import { changeOwnFlags, listOwnFlags } from "@chorus/contracts/routes/flags";
import { listOwnQuotas } from "@chorus/contracts/routes/quotas";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeskSession } from "../session/session-context.ts";
import { showProblem } from "./notices.ts";

const FLAGS_KEY = ["own-flags"] as const;
const STALE_MS = 60_000;

/** What is switched off here, and by whom. */
export function useOwnFlags() {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: FLAGS_KEY,
    queryFn: async ({ signal }) => (await rest.call(listOwnFlags, { signal })).items,
    staleTime: STALE_MS,
  });
}

/** Whether a feature is known to be off; while it is not known it counts as on. */
export function useIsOff(flag: FlagName): boolean {
  return useOwnFlags().data?.some((own) => own.flag === flag && !own.isOn) ?? false;
}

export function useChangeOwnFlag() {
  const { rest } = useDeskSession();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ flag, isOn }: { flag: OwnersFlag; isOn: boolean }) =>
      rest.call(changeOwnFlags, { body: { [flag]: isOn } }),
    onSuccess: ({ items }) => queryClient.setQueryData(FLAGS_KEY, items),
    onError: showProblem,
  });
}

/** For those who manage the company; others are not asked about. */
export function useOwnQuotas(isEnabled: boolean) {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: ["own-quotas"],
    queryFn: async ({ signal }) => (await rest.call(listOwnQuotas, { signal })).items,
    enabled: isEnabled,
    refetchInterval: 5 * STALE_MS,
    // The banner has them from when the desk was opened; whoever opens the page wants them as they are now.
    refetchOnMount: "always",
  });
}

/** The quota that is nearest to its end, from 80 % on. */
export function nearestToEnd<Item extends { used: number | null; amount: number }>(
  quotas: readonly Item[],
): { quota: Item; share: number } | null {
  const [first] = quotas
    .filter(isNearEnd)
    .map((quota) => ({ quota, share: usedShare(quota) }))
    .toSorted((one, other) => other.share - one.share);
  return first ?? null;
}
