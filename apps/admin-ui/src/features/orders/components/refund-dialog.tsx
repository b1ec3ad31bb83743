import type { Order } from "@chorus/contracts/entities/order";
import type { Payment } from "@chorus/contracts/entities/payment";
import type { Refund } from "@chorus/contracts/entities/refund";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Checkbox } from "../../../components/ui/checkbox.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormAlert } from "../../../components/ui/form-alert.tsx";
import { SegmentedField } from "../../../components/ui/segmented-field.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useIntentKeys } from "../../../lib/desk/intent-keys.ts";
import { formatMoney } from "../../../lib/language/format-money.ts";
import { formatRefusal } from "../../../lib/language/format-refusal.ts";
import { readAmount } from "../../../lib/language/read-amount.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { type RefundWish, useCreateRefund } from "../api/use-order-money.ts";
import { costOfRefund, refundableOf, type Wanted } from "../money/refund-preview.ts";
import { moneyTexts } from "../money-texts.ts";
import { RefundUnits } from "./refund-units.tsx";

interface RefundDialogProps {
  order: Order;
  payment: Payment;
  refunds: readonly Refund[];
  onClose: () => void;
}

/** Gives back units of lines and shipping, or an amount; says before how much that is, and what is left. */
export function RefundDialog({ order, payment, refunds, onClose }: RefundDialogProps) {
  const t = useTexts(moneyTexts);
  const ui = useTexts(uiTexts);
  const create = useCreateRefund(order);
  const keyFor = useIntentKeys();
  const [how, setHow] = useState<"items" | "amount">("items");
  const [units, setUnits] = useState<ReadonlyMap<string, number | null>>(new Map());
  const [hasShipping, setHasShipping] = useState(false);
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const { currency } = payment.captured;
  const money = (amount: number) => formatMoney({ amount, currency });
  const refundable = refundableOf(order, payment, refunds);
  const { left, shipping, lines } = refundable;
  const typed = readAmount(text, currency);
  const areUnits = lines.every(({ id, unitsLeft }) => isPossible(units.get(id), unitsLeft));
  const chosen = new Map(lines.map(({ id }) => [id, areUnits ? (units.get(id) ?? 0) : 0]));
  const wanted: Wanted =
    how === "amount" ? { amount: typed ?? 0 } : { units: chosen, hasShipping: hasShipping && shipping > 0 };
  const cost = costOfRefund(refundable, wanted);
  const isTooMuch = cost > left;
  const wrong = how === "amount" ? amountProblem(text, typed, left) : undefined;
  const isComplete = cost > 0 && !isTooMuch && (how === "amount" || areUnits) && reason.trim() !== "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete) return;
    const wish = wishOf(wanted, reason.trim());
    create.mutate({ wish, key: keyFor(wish) }, { onSuccess: onClose });
  };
  const takeAll = () => {
    setUnits(new Map(lines.map(({ id, unitsLeft }) => [id, unitsLeft])));
    setHasShipping(shipping > 0);
  };
  return (
    <Dialog
      title={t.refundTitle(String(order.number))}
      description={t.refundText(money(left))}
      isOpen
      onClose={onClose}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <SegmentedField
          label={t.refundHow}
          value={how}
          onChange={setHow}
          choices={(["items", "amount"] as const).map((value) => ({ value, label: t.refundHows[value] }))}
        />
        {how === "amount" ? (
          <TextField
            label={t.amountIn(currency)}
            hint={t.atMost(money(left))}
            value={text}
            inputMode="decimal"
            problem={wrong && t[wrong](money(left))}
            onChange={({ target }) => setText(target.value)}
          />
        ) : (
          <div className="flex flex-col gap-3">
            <RefundUnits
              order={order}
              lines={lines}
              units={units}
              onChange={(id, count) => setUnits(new Map(units).set(id, count))}
              onAll={takeAll}
            />
            {shipping > 0 && (
              <Checkbox label={t.withShipping(money(shipping))} isChecked={hasShipping} onChange={setHasShipping} />
            )}
          </div>
        )}
        <TextField
          label={t.reason}
          hint={t.reasonHint}
          value={reason}
          maxLength={500}
          onChange={({ target }) => setReason(target.value)}
        />
        {wrong === undefined && (
          <output className="block rounded-control bg-sunken px-3 py-2 text-sm text-ink-2">
            {cost === 0
              ? t.nothingChosen
              : isTooMuch
                ? t.tooMuch(money(left))
                : t.goesBack(money(cost), money(left - cost))}
          </output>
        )}
        {create.error && <FormAlert>{formatRefusal(create.error, t.refundRefused(money(left)))}</FormAlert>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button type="submit" look="primary" isBusy={create.isPending} disabled={!isComplete}>
            {cost > 0 && !isTooMuch ? t.refundAmount(money(cost)) : t.refund}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Null stands for what cannot be read. */
function isPossible(count: number | null | undefined, most: number): boolean {
  return count === undefined || (count !== null && count <= most);
}

function amountProblem(text: string, typed: number | null, left: number): "badAmount" | "tooMuch" | undefined {
  if (text.trim() === "") return undefined;
  if (typed === null) return "badAmount";
  return typed > left ? "tooMuch" : undefined;
}

function wishOf(wanted: Wanted, reason: string): RefundWish {
  if ("amount" in wanted) return { amount: wanted.amount, reason };
  const lines = [...wanted.units]
    .filter(([, quantity]) => quantity > 0)
    .map(([lineId, quantity]) => ({ lineId, quantity }));
  return { lines, shipping: wanted.hasShipping, reason };
}
