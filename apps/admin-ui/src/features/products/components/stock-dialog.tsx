import type { Variant } from "@chorus/contracts/entities/catalogue";
import type { Location } from "@chorus/contracts/routes/stock";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { SegmentedField } from "../../../components/ui/segmented-field.tsx";
import { SelectField } from "../../../components/ui/select-field.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { type StockChange, useChangeStock } from "../api/use-product.ts";
import { productTexts } from "../product-texts.ts";

const WHAT = ["receive", "remove", "count", "transfer"] as const;
type What = (typeof WHAT)[number];
const WHOLE_NUMBER = /^\d{1,7}$/;

interface StockDialogProps {
  variant: Variant;
  locations: readonly Location[];
  onClose: () => void;
}

/** What came, is gone, was counted, or was moved, and why. */
export function StockDialog({ variant, locations, onClose }: StockDialogProps) {
  const t = useTexts(productTexts);
  const ui = useTexts(uiTexts);
  const change = useChangeStock(variant.id);
  const [what, setWhat] = useState<What>("receive");
  const [locationId, setLocationId] = useState(locations[0]?.id ?? "");
  const [chosenTarget, setChosenTarget] = useState("");
  const [units, setUnits] = useState("");
  const [reason, setReason] = useState("");
  const [key] = useState(() => crypto.randomUUID());
  const count = WHOLE_NUMBER.test(units.trim()) ? Number(units) : null;
  const targets = locations.filter(({ id }) => id !== locationId);
  const toLocationId = (targets.find(({ id }) => id === chosenTarget) ?? targets[0])?.id ?? "";
  const isComplete = count !== null && (what === "count" || count > 0) && reason.trim() !== "" && locationId !== "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (count === null) return;
    const asked = changeOf(what, { locationId, toLocationId, count, reason: reason.trim() });
    change.mutate({ change: asked, key }, { onSuccess: onClose });
  };
  if (locations.length === 0)
    return (
      <Dialog title={t.changeStockOf(variant.sku)} isOpen onClose={onClose}>
        <p className="text-sm text-ink-2">{t.noLocations}</p>
      </Dialog>
    );
  const kinds = WHAT.filter((kind) => kind !== "transfer" || locations.length > 1);
  return (
    <Dialog title={t.changeStockOf(variant.sku)} isOpen onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <SegmentedField
          label={t.what}
          value={what}
          onChange={setWhat}
          choices={kinds.map((kind) => ({ value: kind, label: t.changes[kind] }))}
        />
        <SelectField label={t.location} value={locationId} onChange={setLocationId} choices={locations.map(asChoice)} />
        {what === "transfer" && (
          <SelectField
            label={t.toLocation}
            value={toLocationId}
            onChange={setChosenTarget}
            choices={targets.map(asChoice)}
          />
        )}
        <TextField
          label={what === "count" ? t.unitsCounted : t.units}
          value={units}
          inputMode="numeric"
          maxLength={7}
          problem={units.trim() !== "" && count === null ? t.badUnits : undefined}
          onChange={({ target }) => setUnits(target.value)}
        />
        <TextField
          label={t.reason}
          hint={t.reasonHint}
          value={reason}
          maxLength={200}
          onChange={({ target }) => setReason(target.value)}
        />
        <FormNote mutation={change} saved={null} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button type="submit" look="primary" isBusy={change.isPending} disabled={!isComplete}>
            {ui.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const asChoice = ({ id, name }: Location) => ({ value: id, label: name });

function changeOf(
  what: What,
  { count, toLocationId, ...common }: { locationId: string; toLocationId: string; count: number; reason: string },
): StockChange {
  switch (what) {
    case "count":
      return { do: "count", counted: count, ...common };
    case "transfer":
      return { do: "transfer", toLocationId, quantity: count, ...common };
    case "receive":
    case "remove":
    default:
      return { do: "adjust", quantity: what === "remove" ? -count : count, ...common };
  }
}
