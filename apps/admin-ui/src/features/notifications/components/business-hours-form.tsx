import type { BusinessHours } from "@chorus/contracts/entities/business-hours";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { SelectField } from "../../../components/ui/select-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { Checkbox } from "../../settings/widget/components/checkbox.tsx";
import { choiceTexts } from "../choice-texts.ts";
import { ownTimeZone, timeZoneChoices } from "../time-zones.ts";
import { DayRow } from "./day-row.tsx";

const DAYS = [1, 2, 3, 4, 5, 6, 7];
const USUAL = { from: "09:00", to: "17:00" };

interface BusinessHoursFormProps {
  businessHours: BusinessHours | null;
  saving: { error: Error | null; isSuccess: boolean; isPending: boolean };
  onSave: (businessHours: BusinessHours | null) => void;
}

/** Equal hours give equal texts, in whichever order they are stored. */
function spell(hours: BusinessHours | null): string {
  if (!hours) return "";
  return [hours.timeZone, ...hours.spans.map(({ day, from, to }) => `${day} ${from} ${to}`).toSorted()].join(", ");
}

/** One span a day; days with more were set over the API and cannot be edited here. */
export function BusinessHoursForm({ businessHours, saving, onSave }: BusinessHoursFormProps) {
  const t = useTexts(choiceTexts);
  const ui = useTexts(uiTexts);
  const [isOn, setIsOn] = useState(businessHours !== null);
  const [hours, setHours] = useState<BusinessHours>(
    businessHours ?? { timeZone: ownTimeZone(), spans: [1, 2, 3, 4, 5].map((day) => ({ day, ...USUAL })) },
  );
  const next = isOn ? hours : null;
  const isChanged = spell(next) !== spell(businessHours);
  const days = t.days.split(" ");
  const isTooRich = new Set(hours.spans.map(({ day }) => day)).size < hours.spans.length;
  const setDay = (day: number, span: { from: string; to: string } | null) => {
    const others = hours.spans.filter((candidate) => candidate.day !== day);
    const spans = [...others, ...(span ? [{ day, ...span }] : [])].toSorted((one, other) => one.day - other.day);
    setHours({ ...hours, spans });
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave(next);
  };
  return (
    <form onSubmit={save} className="flex flex-col gap-4 p-5">
      <div>
        <Checkbox label={t.businessHoursOn} isChecked={isOn} onChange={setIsOn} />
        <p className="mt-1 pl-6.5 text-xs text-ink-mute">{t.businessHoursHint}</p>
      </div>
      {isOn && isTooRich && <p className="text-sm">{t.severalSpans}</p>}
      {isOn && !isTooRich && (
        <>
          <SelectField
            label={t.timeZone}
            value={hours.timeZone}
            onChange={({ target }) => setHours({ ...hours, timeZone: target.value })}
            choices={timeZoneChoices(hours.timeZone)}
            className="sm:max-w-80"
          />
          <ul className="divide-y divide-line">
            {DAYS.map((day) => (
              <DayRow
                key={day}
                name={days[day - 1] ?? ""}
                span={hours.spans.find((span) => span.day === day) ?? null}
                usual={USUAL}
                onChange={(span) => setDay(day, span)}
              />
            ))}
          </ul>
        </>
      )}
      <div className="flex items-center gap-3">
        <Button
          type="submit"
          look="primary"
          disabled={!isChanged || (isOn && hours.spans.length === 0)}
          isBusy={saving.isPending}
        >
          {ui.save}
        </Button>
        <FormNote mutation={saving} saved={isChanged ? null : ui.saved} />
      </div>
    </form>
  );
}
