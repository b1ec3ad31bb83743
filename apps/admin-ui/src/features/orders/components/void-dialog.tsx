import type { Payment } from "@chorus/contracts/entities/payment";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormAlert } from "../../../components/ui/form-alert.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useIntentKeys } from "../../../lib/desk/intent-keys.ts";
import { formatMoney } from "../../../lib/language/format-money.ts";
import { formatRefusal } from "../../../lib/language/format-refusal.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useMovePayment } from "../api/use-order-money.ts";
import { moneyTexts } from "../money-texts.ts";

/** Gives back what a card has authorised, of which nothing was taken. */
export function VoidDialog({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const t = useTexts(moneyTexts);
  const ui = useTexts(uiTexts);
  const move = useMovePayment(payment);
  const keyFor = useIntentKeys();
  const give = () => {
    const wish = { do: "void" } as const;
    move.mutate({ move: wish, key: keyFor(wish) }, { onSuccess: onClose });
  };
  return (
    <Dialog title={t.voidTitle} description={t.voidText(formatMoney(payment.amount))} isOpen onClose={onClose}>
      <div className="flex flex-col gap-4">
        {move.error && <FormAlert>{formatRefusal(move.error, t.moveRefused)}</FormAlert>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button look="danger" isBusy={move.isPending} onClick={give}>
            {t.void}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
