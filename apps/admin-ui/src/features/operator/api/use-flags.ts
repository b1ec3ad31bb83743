import { type FlagName, isTenantsFlag } from "@chorus/contracts/flags";
import type { QuotaName } from "@chorus/contracts/quotas";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import * as routes from "@chorus/contracts/routes/flags";
import { listTenantQuotas, setTenantQuota } from "@chorus/contracts/routes/quotas";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { showProblem } from "../../../lib/desk/notices.ts";
import { useOperator } from "./operator-session.ts";

export type Flag = RouteResult<typeof routes.listFlags>["items"][number];

const keyOf = (tenantId: string | null) => ["flags", tenantId] as const;

/** Null: what is set for all. */
export function useFlags(tenantId: string | null) {
  const { rest } = useOperator();
  return useQuery({
    queryKey: keyOf(tenantId),
    queryFn: async ({ signal }) =>
      (tenantId === null
        ? await rest.call(routes.listFlags, { signal })
        : await rest.call(routes.listTenantFlags, { params: { tenantId }, signal })
      ).items,
  });
}

interface FlagSetting {
  flag: FlagName;
  /** Null: nothing is set any more. */
  isOn: boolean | null;
  percentage?: number;
  expiresAt?: string | null;
}

export function useSetFlag(tenantId: string | null) {
  const { rest } = useOperator();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ flag, isOn, ...terms }: FlagSetting) => {
      if (tenantId === null)
        return isOn === null
          ? rest.call(routes.clearFlag, { params: { flag } })
          : rest.call(routes.setFlag, { params: { flag }, body: { isOn, ...terms } });
      if (!isTenantsFlag(flag)) throw new Error(`${flag} is of the whole installation`);
      return isOn === null
        ? rest.call(routes.clearTenantFlag, { params: { tenantId, flag } })
        : rest.call(routes.setTenantFlag, { params: { tenantId, flag }, body: { isOn, ...terms } });
    },
    onError: showProblem,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["flags"] }),
  });
}

const quotaKey = (tenantId: string) => ["quotas", tenantId] as const;

export function useTenantQuotas(tenantId: string) {
  const { rest } = useOperator();
  return useQuery({
    queryKey: quotaKey(tenantId),
    queryFn: async ({ signal }) => (await rest.call(listTenantQuotas, { params: { tenantId }, signal })).items,
  });
}

/** Null: the default again. */
export function useSetQuota(tenantId: string) {
  const { rest } = useOperator();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ quota, amount }: { quota: QuotaName; amount: number | null }) =>
      rest.call(setTenantQuota, { params: { tenantId, quota }, body: { amount } }),
    onSuccess: ({ items }) => queryClient.setQueryData(quotaKey(tenantId), items),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["tenants", "list"] }),
  });
}
