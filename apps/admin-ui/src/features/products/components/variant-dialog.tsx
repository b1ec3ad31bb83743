import type { Variant } from "@chorus/contracts/entities/catalogue";
import { MAX_PRICE } from "@chorus/contracts/money";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { Switch } from "../../../components/ui/switch.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { readAmount, toAmountField } from "../../../lib/language/read-amount.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useChangeVariant } from "../api/use-product.ts";
import { productTexts } from "../product-texts.ts";

/** SKU and price of a variant, and whether its stock is counted. */
export function VariantDialog({ variant, onClose }: { variant: Variant; onClose: () => void }) {
  const t = useTexts(productTexts);
  const ui = useTexts(uiTexts);
  const change = useChangeVariant(variant);
  const [sku, setSku] = useState(variant.sku);
  const [price, setPrice] = useState(toAmountField(variant.price));
  const [isTracked, setIsTracked] = useState(variant.isTracked);
  const amount = readAmount(price, variant.price.currency);
  const isPrice = amount !== null && amount <= MAX_PRICE;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (isPrice) change.mutate({ sku: sku.trim(), price: amount, isTracked }, { onSuccess: onClose });
  };
  return (
    <Dialog title={t.edit(variant.sku)} isOpen onClose={onClose}>
      <form onSubmit={save} className="flex flex-col gap-4">
        <TextField
          label={t.sku}
          value={sku}
          maxLength={64}
          required
          problem={fieldProblem(change.error, "sku")}
          onChange={({ target }) => setSku(target.value)}
        />
        <TextField
          label={`${t.price} (${variant.price.currency})`}
          value={price}
          inputMode="decimal"
          problem={isPrice ? fieldProblem(change.error, "price") : t.badAmount}
          onChange={({ target }) => setPrice(target.value)}
        />
        <Switch label={t.counted} hint={t.countedHint} isOn={isTracked} onChange={setIsTracked} />
        <FormNote mutation={change} saved={null} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button type="submit" look="primary" isBusy={change.isPending} disabled={!isPrice || sku.trim() === ""}>
            {ui.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
