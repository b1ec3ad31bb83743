import type { Order } from "@chorus/contracts/entities/order";
import type { Payment } from "@chorus/contracts/entities/payment";
import { reachOf } from "@chorus/contracts/permissions";
import { useState } from "react";
import { Badge, type BadgeTone } from "../../../components/ui/badge.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Card, Loaded } from "../../../components/ui/page.tsx";
import { formatMoney } from "../../../lib/language/format-money.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useFollowMoney, useOrderPayments, useOrderRefunds } from "../api/use-order-money.ts";
import { moneyTexts } from "../money-texts.ts";
import { orderTexts } from "../order-texts.ts";
import { CaptureDialog } from "./capture-dialog.tsx";
import { OrderRefunds } from "./order-refunds.tsx";
import { RefundDialog } from "./refund-dialog.tsx";
import { VoidDialog } from "./void-dialog.tsx";

const TONES: Record<Payment["state"], BadgeTone> = {
  ...{ pending: "amber", authorized: "blue", captured: "green", voided: "grey", declined: "red", mismatch: "red" },
};

/** How an order is paid, where that stands, what of it has gone back, and what can be done with it. */
export function OrderPayments({ order }: { order: Order }) {
  const t = useTexts(orderTexts);
  const number = String(order.number);
  const payments = useOrderPayments(number);
  const refunds = useOrderRefunds(number);
  useFollowMoney(number);
  return (
    <Card title={t.payment}>
      <Loaded query={payments}>
        {(items) => (
          <ul aria-label={t.payment} className="divide-y divide-line">
            {items.map((payment) => (
              <Row key={payment.id} order={order} payment={payment} />
            ))}
          </ul>
        )}
      </Loaded>
      {/* The most orders have none: their shape would come and go. */}
      {!refunds.isPending && (
        <Loaded query={refunds}>{(items) => <OrderRefunds order={order} refunds={items} />}</Loaded>
      )}
    </Card>
  );
}

function Row({ order, payment }: { order: Order; payment: Payment }) {
  const t = useTexts(orderTexts);
  const money = useTexts(moneyTexts);
  const { underWay, state, method } = payment;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5 text-sm md:px-5">
      <span className="min-w-0 flex-1">{t.methods[method]}</span>
      <Badge tone={underWay ? "amber" : TONES[state]}>
        {underWay ? money.underWay[underWay] : t.paymentStates[state]}
      </Badge>
      <span className="tabular-nums">{amountOf(payment, t.capturedOf)}</span>
      <Moves order={order} payment={payment} />
    </li>
  );
}

/** What can be done with a payment now. */
function Moves({ order, payment }: { order: Order; payment: Payment }) {
  const t = useTexts(moneyTexts);
  const { user } = useDeskSession();
  const refunds = useOrderRefunds(String(order.number)).data;
  const [asked, setAsked] = useState<"capture" | "void" | "refund" | null>(null);
  const isIdle = payment.method === "card" && payment.underWay === null;
  const mayMove = isIdle && payment.state === "authorized" && reachOf(user.role, "payment.manage") !== null;
  const mayCapture = mayMove && order.status !== "canceled";
  const mayRefund = isIdle && order.allowedActions.includes("refund") && refunds !== undefined;
  const close = () => setAsked(null);
  // An open dialog stays until it closes itself: the payment is known to have moved before its request is done.
  if (!mayMove && !mayRefund && asked === null) return null;
  return (
    <div className="flex basis-full flex-wrap gap-2">
      {mayCapture && <Button onClick={() => setAsked("capture")}>{t.capture}</Button>}
      {mayMove && <Button onClick={() => setAsked("void")}>{t.void}</Button>}
      {mayRefund && <Button onClick={() => setAsked("refund")}>{t.refund}</Button>}
      {asked === "capture" && <CaptureDialog payment={payment} onClose={close} />}
      {asked === "void" && <VoidDialog payment={payment} onClose={close} />}
      {asked === "refund" && refunds && (
        <RefundDialog order={order} payment={payment} refunds={refunds} onClose={close} />
      )}
    </div>
  );
}

function amountOf({ captured, amount }: Payment, capturedOf: (captured: string, amount: string) => string): string {
  const isPart = captured.amount > 0 && captured.amount < amount.amount;
  return isPart ? capturedOf(formatMoney(captured), formatMoney(amount)) : formatMoney(amount);
}
