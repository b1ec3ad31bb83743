import type { DeliveryChannel, DeliveryStatus } from "@chorus/contracts/entities/delivery";
import {
  getDeliveryHealth,
  listDeliveries,
  replayDeliveries,
  retryDelivery,
  sendTestNotification,
} from "@chorus/contracts/routes/notifications";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeskSession } from "../../../lib/session/session-context.ts";

export interface DeliveryFilters {
  status: DeliveryStatus | "";
  channel: DeliveryChannel | "";
  recipient: string;
}

export const NO_DELIVERY_FILTERS: DeliveryFilters = { status: "", channel: "", recipient: "" };

/** Deliveries that failed, and those with an unknown outcome. */
const GIVEN_UP = "failed,bounced,unknown";

const KEY = ["deliveries"] as const;
const POLL_MS = 5_000;

/** @param isGivenUp only those, whatever the status in the filters */
export function useDeliveries({ status, channel, recipient }: DeliveryFilters, isGivenUp: boolean) {
  const { rest } = useDeskSession();
  const wanted = isGivenUp ? GIVEN_UP : status;
  return useInfiniteQuery({
    queryKey: [...KEY, "list", { wanted, channel, recipient }],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      rest.call(listDeliveries, {
        query: {
          limit: 50,
          ...(wanted && { status: wanted }),
          ...(channel && { channel }),
          ...(recipient && { recipient }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: POLL_MS,
  });
}

export function useDeliveryHealth() {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: [...KEY, "health"],
    queryFn: ({ signal }) => rest.call(getDeliveryHealth, { signal }),
    refetchInterval: POLL_MS,
  });
}

export function useRetry() {
  const { rest } = useDeskSession();
  return useChange((deliveryId: string) => rest.call(retryDelivery, { params: { deliveryId } }));
}

export function useReplay() {
  const { rest } = useDeskSession();
  return useChange((deliveryIds: string[]) => rest.call(replayDeliveries, { body: { deliveryIds } }));
}

export function useSendTest() {
  const { rest } = useDeskSession();
  return useChange((channel: Exclude<DeliveryChannel, "webhook">) =>
    rest.call(sendTestNotification, { body: { channel } }),
  );
}

/** The log shows the retried delivery at once. */
function useChange<Input, Answer>(mutationFn: (input: Input) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queryClient.invalidateQueries({ queryKey: KEY }) });
}
