import type { RouteResult } from "@chorus/contracts/routes/define-route";
import {
  createTenant,
  deleteTenant,
  listTenants,
  readDeletion,
  resumeTenant,
  suspendTenant,
} from "@chorus/contracts/routes/tenants";
import type { RouteBodyInput } from "@chorus/contracts/routes/define-route";
import {
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useOperator } from "./operator-session.ts";

export type ListedTenant = RouteResult<typeof listTenants>["items"][number];
export type StatusFilter = ListedTenant["status"] | "any";

const LIST_KEY = ["tenants", "list"] as const;
/** The rest of a deletion takes seconds to minutes. */
const WATCH_DELETION_MS = 2_000;

/** Searched and paged on the server. */
export function useTenants({ q, status }: { q: string; status: StatusFilter }) {
  const { rest } = useOperator();
  return useInfiniteQuery({
    queryKey: [...LIST_KEY, { q, status }],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      rest.call(listTenants, {
        query: {
          limit: 50,
          ...(q && { q }),
          ...(status !== "any" && { status }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((item) => item.isBeingDeleted)) ? WATCH_DELETION_MS : false,
  });
}

export function useDeletion(tenantId: string) {
  const { rest } = useOperator();
  return useQuery({
    queryKey: ["deletion", tenantId],
    queryFn: ({ signal }) => rest.call(readDeletion, { params: { tenantId }, signal }),
    gcTime: 0,
  });
}

export function useCreateTenant() {
  const { rest } = useOperator();
  return useChange((body: RouteBodyInput<typeof createTenant>) => rest.call(createTenant, { body }));
}

export function useSetStatus() {
  const { rest } = useOperator();
  return useChange(({ tenantId, isActive }: { tenantId: string; isActive: boolean }) =>
    rest.call(isActive ? resumeTenant : suspendTenant, { params: { tenantId } }),
  );
}

export function useDeleteTenant() {
  const { rest } = useOperator();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (tenantId: string) => rest.call(deleteTenant, { params: { tenantId }, timeoutMs: 30_000 }),
    onSuccess: (_answer, tenantId) => {
      // There is nothing to be read of it again.
      for (const key of ["flags", "quotas"]) queryClient.removeQueries({ queryKey: [key, tenantId] });
    },
    onSettled: () => refreshList(queryClient),
  });
}

function useChange<Input, Answer>(mutationFn: (input: Input) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => refreshList(queryClient) });
}

/** Nobody waits for it: the change has happened. */
function refreshList(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: LIST_KEY });
}
