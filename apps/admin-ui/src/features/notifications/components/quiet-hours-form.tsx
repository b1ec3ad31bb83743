import type { QuietHours } from "@chorus/contracts/entities/notification-preferences";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { SelectField } from "../../../components/ui/select-field.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { Checkbox } from "../../settings/widget/components/checkbox.tsx";
import { choiceTexts } from "../choice-texts.ts";
import { ownTimeZone, timeZoneChoices } from "../time-zones.ts";

interface QuietHoursFormProps {
  quietHours: QuietHours | null;
  saving: { error: Error | null; isSuccess: boolean; isPending: boolean };
  onSave: (quietHours: QuietHours | null) => void;
}

function spell(hours: QuietHours | null): string {
  return hours ? `${hours.from} ${hours.to} ${hours.timeZone}` : "";
}

/** From when until when nothing that makes a noise is sent. */
export function QuietHoursForm({ quietHours, saving, onSave }: QuietHoursFormProps) {
  const t = useTexts(choiceTexts);
  const ui = useTexts(uiTexts);
  const [isOn, setIsOn] = useState(quietHours !== null);
  const [hours, setHours] = useState<QuietHours>(quietHours ?? { from: "22:00", to: "07:00", timeZone: ownTimeZone() });
  const next = isOn ? hours : null;
  const isChanged = spell(next) !== spell(quietHours);
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave(next);
  };
  return (
    <form onSubmit={save} className="flex flex-col gap-4 p-5">
      <div>
        <Checkbox label={t.quietHoursOn} isChecked={isOn} onChange={setIsOn} />
        <p className="mt-1 pl-6.5 text-xs text-ink-mute">{t.quietHoursHint}</p>
      </div>
      {isOn && (
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-[8rem_8rem_minmax(0,1fr)]">
          <TextField
            label={t.from}
            type="time"
            required
            value={hours.from}
            onChange={({ target }) => setHours({ ...hours, from: target.value })}
          />
          <TextField
            label={t.to}
            type="time"
            required
            value={hours.to}
            onChange={({ target }) => setHours({ ...hours, to: target.value })}
          />
          <SelectField
            label={t.timeZone}
            value={hours.timeZone}
            onChange={({ target }) => setHours({ ...hours, timeZone: target.value })}
            choices={timeZoneChoices(hours.timeZone)}
            className="max-sm:col-span-2"
          />
        </div>
      )}
      <div className="flex items-center gap-3">
        <Button type="submit" look="primary" disabled={!isChanged} isBusy={saving.isPending}>
          {ui.save}
        </Button>
        <FormNote mutation={saving} saved={isChanged ? null : ui.saved} />
      </div>
    </form>
  );
}
