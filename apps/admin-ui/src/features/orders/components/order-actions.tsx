import type { Order } from "@chorus/contracts/entities/order";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { showProblem } from "../../../lib/desk/notices.ts";
import { formatMoney } from "../../../lib/language/format-money.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useChangeOrder } from "../api/use-order.ts";
import { useOrderPayments } from "../api/use-order-money.ts";
import { cancelMoneyOf } from "../money/cancel-money.ts";
import { orderTexts } from "../order-texts.ts";

/** What can be done with an order now, by the rules of the service that does it. */
export function OrderActions({ order }: { order: Order }) {
  const t = useTexts(orderTexts);
  const [asked, setAsked] = useState<"hold" | "cancel" | null>(null);
  const change = useChangeOrder(order);
  const may = (action: Order["allowedActions"][number]) => order.allowedActions.includes(action);
  const release = () =>
    change.mutate({ change: { do: "release" }, key: crypto.randomUUID() }, { onError: (error) => showProblem(error) });
  return (
    <>
      {may("release") && (
        <Button look="primary" isBusy={change.isPending} onClick={release}>
          {t.release}
        </Button>
      )}
      {may("hold") && <Button onClick={() => setAsked("hold")}>{t.hold}</Button>}
      {may("cancel") && (
        <Button look="danger" onClick={() => setAsked("cancel")}>
          {t.cancel}
        </Button>
      )}
      {asked && <ReasonDialog order={order} action={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

interface ReasonDialogProps {
  order: Order;
  action: "hold" | "cancel";
  onClose: () => void;
}

/** Says what will happen to money and goods, and asks why. */
function ReasonDialog({ order, action, onClose }: ReasonDialogProps) {
  const t = useTexts(orderTexts);
  const ui = useTexts(uiTexts);
  const change = useChangeOrder(order);
  const [reason, setReason] = useState("");
  const [key] = useState(() => crypto.randomUUID());
  const number = String(order.number);
  const isCancel = action === "cancel";
  const payments = useOrderPayments(number).data;
  const paid =
    payments &&
    t.cancelMoney[cancelMoneyOf(order, payments)](
      formatMoney(order.refunded.amount > 0 ? order.refunded : order.total),
    );
  const cancelText = [t.cancelGoods, paid, t.cancelForever].filter(Boolean).join(" ");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ change: { do: action, reason: reason.trim() }, key }, { onSuccess: onClose });
  };
  return (
    <Dialog
      title={isCancel ? t.cancelTitle(number) : t.holdTitle(number)}
      description={isCancel ? cancelText : t.holdText}
      isOpen
      onClose={onClose}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label={t.reason}
          hint={t.reasonHint}
          value={reason}
          maxLength={500}
          required
          onChange={({ target }) => setReason(target.value)}
        />
        <FormNote mutation={change} saved={null} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{isCancel ? t.keep : ui.cancel}</Button>
          <Button
            type="submit"
            look={isCancel ? "danger" : "primary"}
            isBusy={change.isPending}
            disabled={reason.trim() === ""}
          >
            {isCancel ? t.cancel : t.hold}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
