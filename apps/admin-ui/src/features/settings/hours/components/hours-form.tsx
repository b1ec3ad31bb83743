import type { BusinessHours } from "@chorus/contracts/entities/business-hours";
import type { FormEvent } from "react";
import { Section } from "../../../../components/ui/card.tsx";
import { Card } from "../../../../components/ui/page.tsx";
import { RadioCards } from "../../../../components/ui/radio-cards.tsx";
import { SaveBar } from "../../../../components/ui/save-bar.tsx";
import { SelectField } from "../../../../components/ui/select-field.tsx";
import { uiTexts } from "../../../../components/ui/ui-texts.ts";
import { useDraft } from "../../../../components/ui/use-draft.ts";
import { useNowMs } from "../../../../lib/browser/now.ts";
import { showDone } from "../../../../lib/desk/notices.ts";
import { formatLocalTime } from "../../../../lib/language/format-time.ts";
import { useTexts } from "../../../../lib/language/texts.ts";
import { ownTimeZone, timeZoneChoices } from "../../../../lib/language/time-zones.ts";
import { usePatchTenant } from "../../api/use-tenant.ts";
import { hoursTexts } from "../hours-texts.ts";
import { DAYS, isTurned, tidyHours, usualHours, withDay } from "../week.ts";
import { DayRow } from "./day-row.tsx";

export function HoursForm({ businessHours }: { businessHours: BusinessHours | null }) {
  const t = useTexts(hoursTexts);
  const ui = useTexts(uiTexts);
  const nowMs = useNowMs();
  const patch = usePatchTenant();
  const saved = businessHours && tidyHours(businessHours);
  const { draft, change, discard } = useDraft({ hours: saved });
  const { hours } = draft;
  const isChanged = JSON.stringify(hours && tidyHours(hours)) !== JSON.stringify(saved);
  const put = (next: BusinessHours) => change({ hours: next });
  const days = t.days.split(" ");
  const isPossible = hours === null || (hours.spans.length > 0 && !hours.spans.some(isTurned));
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!isPossible) return;
    patch.mutate(
      { businessHours: hours && tidyHours(hours) },
      {
        onSuccess: () => {
          discard();
          showDone(ui.saved);
        },
      },
    );
  };
  const localTime = hours && formatLocalTime(hours.timeZone, nowMs);
  return (
    <form onSubmit={save} className="flex flex-col gap-4">
      <Card>
        <Section title={t.when} hint={t.whenHint}>
          <RadioCards
            label={t.when}
            value={hours === null ? "always" : "certain"}
            onChange={(choice) =>
              change({ hours: choice === "always" ? null : tidyHours(businessHours ?? usualHours(ownTimeZone())) })
            }
            choices={[
              { value: "always", label: t.always, text: t.alwaysText },
              { value: "certain", label: t.certain, text: t.certainText },
            ]}
          />
        </Section>
        {hours && (
          <>
            <Section title={t.zone} hint={t.zoneHint}>
              <SelectField
                label={t.timeZone}
                value={hours.timeZone}
                onChange={(timeZone) => put({ ...hours, timeZone })}
                choices={timeZoneChoices(hours.timeZone)}
                hint={localTime ? t.nowThere(localTime) : undefined}
                className="max-w-80"
              />
            </Section>
            <Section title={t.week} hint={t.weekHint}>
              <ul aria-label={t.week} className="-my-2 divide-y divide-line">
                {DAYS.map((day) => (
                  <DayRow
                    key={day}
                    name={days[day - 1] ?? ""}
                    spans={hours.spans.filter((span) => span.day === day)}
                    onChange={(spans) => put(withDay(hours, day, spans))}
                  />
                ))}
              </ul>
              {hours.spans.length === 0 && (
                <p role="alert" className="text-xs text-red-ink">
                  {t.none}
                </p>
              )}
            </Section>
          </>
        )}
      </Card>
      <SaveBar isChanged={isChanged} saving={patch} onDiscard={discard} canSave={isPossible} />
    </form>
  );
}
