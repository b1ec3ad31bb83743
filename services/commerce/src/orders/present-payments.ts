import type { Payment } from "@chorus/contracts/entities/payment";
import type { TenantTx } from "@chorus/database/database";
import { toTimestamp } from "@chorus/kernel/clock";
import type { PaymentRow } from "../payments/record-facts.ts";

/** What the sagas of a placed order's payment are for whoever looks at it; a refund's is of a room above this one. */
const MOVES: Partial<Record<string, Payment["underWay"]>> = {
  ...{ capture_payment: "capture", void_payment: "void", cancel_order: "void", refund_payment: "refund" },
};

/** Payments as people see them, in the order of the rows. */
export async function presentPayments(tx: TenantTx, rows: readonly PaymentRow[]): Promise<Payment[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const sagas = tx.selectFrom("commerce.sagas").select(["payment_id", "kind"]).where("payment_id", "in", ids);
  const open = await sagas.where("state", "not in", ["done", "reverted"]).execute();
  const kindOf = new Map(open.map(({ payment_id: paymentId, kind }) => [paymentId, kind]));
  return rows.map((row) => {
    const money = (amount: number) => ({ amount, currency: row.currency });
    return {
      ...{ id: row.id, orderId: row.order_id, method: row.method as Payment["method"], state: row.state },
      ...{
        amount: money(row.amount),
        captured: money(row.captured),
        underWay: MOVES[kindOf.get(row.id) ?? ""] ?? null,
      },
      createdAt: toTimestamp(row.created_at),
    };
  });
}
