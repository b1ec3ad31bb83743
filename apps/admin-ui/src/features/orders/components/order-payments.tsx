import type { Payment } from "@chorus/contracts/entities/payment";
import { Badge, type BadgeTone } from "../../../components/ui/badge.tsx";
import { Card, Loaded } from "../../../components/ui/page.tsx";
import { formatMoney } from "../../../lib/language/format-money.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useOrderPayments } from "../api/use-order.ts";
import { orderTexts } from "../order-texts.ts";

const TONES: Record<Payment["state"], BadgeTone> = {
  ...{ pending: "amber", authorized: "blue", captured: "green", voided: "grey", declined: "red", mismatch: "red" },
};

/** How an order is paid, and where that stands. */
export function OrderPayments({ number }: { number: string }) {
  const t = useTexts(orderTexts);
  const payments = useOrderPayments(number);
  return (
    <Card title={t.payment}>
      <Loaded query={payments}>
        {(items) => (
          <ul aria-label={t.payment} className="divide-y divide-line">
            {items.map((payment) => (
              <li key={payment.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-sm md:px-5">
                <span className="min-w-0 flex-1">{t.methods[payment.method]}</span>
                <Badge tone={TONES[payment.state]}>{t.paymentStates[payment.state]}</Badge>
                <span className="tabular-nums">{amountOf(payment, t.capturedOf)}</span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}

function amountOf({ captured, amount }: Payment, capturedOf: (captured: string, amount: string) => string): string {
  const isPart = captured.amount > 0 && captured.amount < amount.amount;
  return isPart ? capturedOf(formatMoney(captured), formatMoney(amount)) : formatMoney(amount);
}
