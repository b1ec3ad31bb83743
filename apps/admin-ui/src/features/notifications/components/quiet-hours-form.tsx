import type { QuietHours } from "@chorus/contracts/entities/notification-preferences";
import type { FormEvent } from "react";
import { Section } from "../../../components/ui/card.tsx";
import { SaveBar } from "../../../components/ui/save-bar.tsx";
import { SelectField } from "../../../components/ui/select-field.tsx";
import { Switch } from "../../../components/ui/switch.tsx";
import { TimeField } from "../../../components/ui/time-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useDraft } from "../../../components/ui/use-draft.ts";
import { showDone, showProblem } from "../../../lib/desk/notices.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { ownTimeZone, timeZoneChoices } from "../../../lib/language/time-zones.ts";
import { choiceTexts } from "../choice-texts.ts";

interface QuietHoursFormProps {
  quietHours: QuietHours | null;
  saving: { error: Error | null; isPending: boolean };
  /** Rejects when it cannot be saved. */
  save: (quietHours: QuietHours | null) => Promise<unknown>;
}

const USUAL = { from: "22:00", to: "07:00" };

/** From when until when nothing that makes a noise is sent: switched at once, its hours saved by the bar. */
export function QuietHoursForm({ quietHours, saving, save }: QuietHoursFormProps) {
  const t = useTexts(choiceTexts);
  const ui = useTexts(uiTexts);
  const { from, to, timeZone } = quietHours ?? { ...USUAL, timeZone: ownTimeZone() };
  const { draft, isChanged, change, discard } = useDraft<QuietHours>({ from, to, timeZone });
  const put = (next: QuietHours | null, text: string, undone?: () => void) => {
    save(next).then(() => {
      discard();
      showDone(text, undone);
    }, showProblem);
  };
  const turn = (isOn: boolean) =>
    isOn
      ? put(draft, t.isPaused, () => put(null, t.isNotPaused))
      : put(null, t.isNotPaused, () => put(quietHours, t.isPaused));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put(draft, ui.saved);
  };
  return (
    <form onSubmit={submit} className="border-t border-line">
      <Section title={t.quietHours} hint={t.quietHoursHint}>
        <Switch label={t.quietHoursOn} isOn={quietHours !== null} disabled={saving.isPending} onChange={turn} />
        {quietHours && (
          <div className="grid grid-cols-2 gap-3 sm:grid-cols-[7.5rem_7.5rem_minmax(0,1fr)]">
            <TimeField label={t.from} value={draft.from} onChange={(next) => change({ from: next })} />
            <TimeField label={t.to} value={draft.to} onChange={(next) => change({ to: next })} />
            <SelectField
              label={t.timeZone}
              value={draft.timeZone}
              onChange={(next) => change({ timeZone: next })}
              choices={timeZoneChoices(draft.timeZone)}
              className="max-sm:col-span-2"
            />
          </div>
        )}
      </Section>
      {quietHours && isChanged && (
        <div className="px-2 pb-2">
          <SaveBar isChanged saving={saving} onDiscard={discard} />
        </div>
      )}
    </form>
  );
}
