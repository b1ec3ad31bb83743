import type { RouteBodyInput } from "@chorus/contracts/routes/define-route";
import { getTenant, patchTenant } from "@chorus/contracts/routes/tenant";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeskSession } from "../../../lib/session/session-context.ts";

const KEY = ["tenant"] as const;

/** The tenant and its settings. */
export function useTenant() {
  const { rest } = useDeskSession();
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => rest.call(getTenant, { signal }) });
}

/** Changes the given fields; every view of the tenant is updated. */
export function usePatchTenant() {
  const { rest } = useDeskSession();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: RouteBodyInput<typeof patchTenant>) => rest.call(patchTenant, { body }),
    onSuccess: (tenant) => queryClient.setQueryData(KEY, tenant),
  });
}
