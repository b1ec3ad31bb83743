import type { Payment } from "@chorus/contracts/entities/payment";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormAlert } from "../../../components/ui/form-alert.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useIntentKeys } from "../../../lib/desk/intent-keys.ts";
import { formatMoney } from "../../../lib/language/format-money.ts";
import { formatRefusal } from "../../../lib/language/format-refusal.ts";
import { readAmount, toAmountField } from "../../../lib/language/read-amount.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useMovePayment } from "../api/use-order-money.ts";
import { moneyTexts } from "../money-texts.ts";

/** Takes what a card has authorised, or a part of it; says before what is taken and what goes back. */
export function CaptureDialog({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const t = useTexts(moneyTexts);
  const ui = useTexts(uiTexts);
  const move = useMovePayment(payment);
  const keyFor = useIntentKeys();
  const { amount: most, currency } = payment.amount;
  const [text, setText] = useState(toAmountField(payment.amount));
  const money = (amount: number) => formatMoney({ amount, currency });
  const amount = readAmount(text, currency);
  const isPossible = amount !== null && amount > 0 && amount <= most;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPossible) return;
    const wish = { do: "capture", amount } as const;
    move.mutate({ move: wish, key: keyFor(wish) }, { onSuccess: onClose });
  };
  const problem = amount === null ? t.badAmount() : amount > most ? t.tooMuchAuthorized(money(most)) : undefined;
  return (
    <Dialog title={t.captureTitle} description={t.captureText} isOpen onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label={t.amountIn(currency)}
          value={text}
          inputMode="decimal"
          problem={problem}
          onChange={({ target }) => setText(target.value)}
        />
        <output className="block rounded-control bg-sunken px-3 py-2 text-sm text-ink-2">
          {!isPossible
            ? t.nothingChosen
            : amount === most
              ? t.takesAll(money(amount))
              : t.takesPart(money(amount), money(most - amount))}
        </output>
        {move.error && <FormAlert>{formatRefusal(move.error, t.moveRefused)}</FormAlert>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button type="submit" look="primary" isBusy={move.isPending} disabled={!isPossible}>
            {isPossible ? t.captureAmount(money(amount)) : t.capture}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
