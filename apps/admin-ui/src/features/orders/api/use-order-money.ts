import type { Order } from "@chorus/contracts/entities/order";
import type { Payment } from "@chorus/contracts/entities/payment";
import type { Refund } from "@chorus/contracts/entities/refund";
import { capturePayment, listOrderPayments, voidPayment } from "@chorus/contracts/routes/payments";
import { createRefund, listOrderRefunds } from "@chorus/contracts/routes/refunds";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { keyOf } from "./use-order.ts";
import { ORDERS_KEY } from "./use-orders.ts";

/** How often somebody who waits looks again. */
const SOON_MS = 2_000;
/** A bank may take days. */
const LATER_MS = 30_000;
const FRESH_MS = 60_000;

export function useOrderPayments(number: string) {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: [...keyOf(number), "payments"],
    queryFn: async ({ signal }) =>
      (await rest.call(listOrderPayments, { params: { idOrNumber: number }, signal })).items,
    refetchInterval: ({ state }) => (isMoving(state.data ?? []) ? SOON_MS : false),
  });
}

const isMoving = (payments: readonly Payment[]) =>
  payments.some(({ state, underWay }) => underWay !== null || state === "pending");

/** The first one first. */
export function useOrderRefunds(number: string) {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: [...keyOf(number), "refunds"],
    queryFn: async ({ signal }) =>
      (await rest.call(listOrderRefunds, { params: { idOrNumber: number }, signal })).items,
    refetchInterval: ({ state }) => untilSettled(state.data ?? []),
  });
}

function untilSettled(refunds: readonly Refund[]): number | false {
  const waiting = refunds.filter(({ state }) => state === "pending");
  if (waiting.length === 0) return false;
  return waiting.some(({ createdAt }) => Date.now() - Date.parse(createdAt) < FRESH_MS) ? SOON_MS : LATER_MS;
}

/** What was under way and has ended changes the whole order: it is asked for again. */
export function useFollowMoney(number: string): void {
  const queryClient = useQueryClient();
  const payments = useOrderPayments(number).data;
  const refunds = useOrderRefunds(number).data;
  const now = payments && refunds ? JSON.stringify([payments, refunds]) : null;
  const before = useRef<string | null>(null);
  useEffect(() => {
    if (now === null) return;
    const hasChanged = before.current !== null && before.current !== now;
    before.current = now;
    const isOther = ({ queryKey }: { queryKey: readonly unknown[] }) =>
      !["payments", "refunds"].includes(String(queryKey.at(-1)));
    if (hasChanged) void queryClient.invalidateQueries({ queryKey: ORDERS_KEY, predicate: isOther });
  }, [now, queryClient]);
}

export type RefundWish = { reason: string } & (
  | { lines: { lineId: string; quantity: number }[]; shipping: boolean }
  | { amount: number }
);

/** Gives back what a card has paid. Repeated with the same key it joins what was begun. */
export function useCreateRefund({ id }: Pick<Order, "id">) {
  const { rest } = useDeskSession();
  return useMoneyMutation(({ wish, key }: { wish: RefundWish; key: string }) =>
    rest.call(createRefund, { body: { orderId: id, ...wish }, idempotencyKey: key }),
  );
}

/** Takes what was authorised, or gives it back. Repeated with the same key it joins what was begun. */
export function useMovePayment({ id }: Pick<Payment, "id">) {
  const { rest } = useDeskSession();
  return useMoneyMutation(
    ({ move, key }: { move: { do: "void" } | { do: "capture"; amount: number }; key: string }) => {
      const common = { params: { paymentId: id }, idempotencyKey: key };
      return move.do === "void"
        ? rest.call(voidPayment, common)
        : rest.call(capturePayment, { ...common, body: { amount: move.amount } });
    },
  );
}

/** Also what was refused is looked at again: something else has changed then. */
function useMoneyMutation<Input, Answer>(mutationFn: (input: Input) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queryClient.invalidateQueries({ queryKey: ORDERS_KEY }) });
}
