import type { Product } from "@chorus/contracts/entities/catalogue";
import { MAX_PRICE } from "@chorus/contracts/money";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormAlert } from "../../../components/ui/form-alert.tsx";
import { Loaded } from "../../../components/ui/page.tsx";
import { SelectField } from "../../../components/ui/select-field.tsx";
import { Switch } from "../../../components/ui/switch.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useIntentKeys } from "../../../lib/desk/intent-keys.ts";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { formatRefusal } from "../../../lib/language/format-refusal.ts";
import { readAmount } from "../../../lib/language/read-amount.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useAddVariant, useGenerateVariants, useShop } from "../api/use-catalog.ts";
import { missingOf } from "../catalog/option-drafts.ts";
import { takenProblem } from "../catalog/taken-problem.ts";
import { catalogTexts } from "../catalog-texts.ts";
import { productTexts } from "../product-texts.ts";

interface NewVariantsProps {
  product: Product;
  /** One variant, or one for each combination of options that has none. */
  kind: "one" | "all";
  onClose: () => void;
}

/** Adds variants, in the currency of the shop. */
export function NewVariants(props: NewVariantsProps) {
  const t = useTexts(catalogTexts);
  const shop = useShop();
  return (
    <Dialog title={props.kind === "all" ? t.generate : t.addVariant} isOpen onClose={props.onClose}>
      <Loaded query={shop}>{({ currency }) => <Fields {...props} currency={currency} />}</Loaded>
    </Dialog>
  );
}

function Fields({ product, kind, onClose, currency }: NewVariantsProps & { currency: string }) {
  const t = useTexts(catalogTexts);
  const p = useTexts(productTexts);
  const ui = useTexts(uiTexts);
  const add = useAddVariant(product);
  const generate = useGenerateVariants(product);
  const keyFor = useIntentKeys();
  const [sku, setSku] = useState("");
  const [price, setPrice] = useState("");
  const [isTracked, setIsTracked] = useState(true);
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const isAll = kind === "all";
  const { error, isPending } = isAll ? generate : add;
  const amount = readAmount(price, currency);
  const isPrice = amount !== null && amount <= MAX_PRICE;
  const options = product.options.flatMap(({ name }) => {
    const value = chosen.get(name);
    return value === undefined ? [] : [{ name, value }];
  });
  const isComplete = isPrice && sku.trim() !== "" && (isAll || options.length === product.options.length);
  const skuProblem =
    takenProblem(error, isAll ? "skuPrefix" : "sku", t.skuTaken) ?? takenProblem(error, "sku", t.skuTaken);
  const optionProblem = takenProblem(error, "options", t.variantTaken);
  const priceProblem = price.trim() !== "" && !isPrice ? p.badAmount : fieldProblem(error, "price");
  const isSaid = [skuProblem, optionProblem, fieldProblem(error, "price")].some((problem) => problem !== undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete) return;
    const common = { price: amount, isTracked };
    const done = { onSuccess: onClose };
    if (isAll) {
      const draft = { skuPrefix: sku.trim(), ...common };
      generate.mutate({ draft, key: keyFor(draft) }, done);
    } else {
      const draft = { sku: sku.trim(), ...common, options };
      add.mutate({ draft, key: keyFor(draft) }, done);
    }
  };
  const missing = missingOf(product);
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {!isAll &&
        product.options.map(({ name, values }) => (
          <SelectField
            key={name}
            label={name}
            value={chosen.get(name) ?? null}
            placeholder={t.choose}
            problem={optionProblem}
            onChange={(value) => setChosen(new Map(chosen).set(name, value))}
            choices={values.map((value) => ({ value, label: value }))}
          />
        ))}
      <TextField
        label={isAll ? t.skuPrefix : p.sku}
        hint={isAll ? t.skuPrefixHint(sku.trim() || "TENT") : undefined}
        value={sku}
        maxLength={isAll ? 50 : 64}
        problem={skuProblem}
        onChange={({ target }) => setSku(target.value)}
      />
      <TextField
        label={`${p.price} (${currency})`}
        value={price}
        inputMode="decimal"
        problem={priceProblem}
        onChange={({ target }) => setPrice(target.value)}
      />
      <Switch label={p.counted} hint={p.countedHint} isOn={isTracked} onChange={setIsTracked} />
      {isAll && (
        <p className="rounded-control bg-sunken px-3 py-2 text-sm text-ink-2">
          {t.makes(formatNumber(missing), missing === 1)}
        </p>
      )}
      {error && !isSaid && <FormAlert>{formatRefusal(error, t.variantsRefused)}</FormAlert>}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{ui.cancel}</Button>
        <Button type="submit" look="primary" isBusy={isPending} disabled={!isComplete}>
          {isAll ? t.generate : t.addVariant}
        </Button>
      </div>
    </form>
  );
}
