import type { Order } from "@chorus/contracts/entities/order";
import { Badge, type BadgeTone } from "../../../components/ui/badge.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { orderTexts } from "../order-texts.ts";

const STATUSES: Record<Order["status"], BadgeTone> = { placed: "blue", canceled: "red", closed: "grey" };
const PAYMENTS: Record<Order["paymentStatus"], BadgeTone> = {
  ...{ none: "amber", authorized: "blue", partially_paid: "amber", paid: "green", voided: "grey", mismatch: "red" },
  ...{ partially_refunded: "violet", refunded: "grey" },
};
const FULFILMENTS: Record<Order["fulfilmentStatus"], BadgeTone> = {
  ...{ none: "amber", on_hold: "violet", partial: "amber", fulfilled: "blue", delivered: "green" },
};

export function StatusBadge({ status }: Pick<Order, "status">) {
  const t = useTexts(orderTexts);
  return <Badge tone={STATUSES[status]}>{t.statuses[status]}</Badge>;
}

export function PaymentBadge({ paymentStatus }: Pick<Order, "paymentStatus">) {
  const t = useTexts(orderTexts);
  return <Badge tone={PAYMENTS[paymentStatus]}>{t.payments[paymentStatus]}</Badge>;
}

/** Nothing for what is canceled: it is not shipped, and nobody waits for it. */
export function FulfilmentBadge({ status, fulfilmentStatus }: Pick<Order, "status" | "fulfilmentStatus">) {
  const t = useTexts(orderTexts);
  if (status === "canceled") return null;
  return <Badge tone={FULFILMENTS[fulfilmentStatus]}>{t.fulfilments[fulfilmentStatus]}</Badge>;
}
