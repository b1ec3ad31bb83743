import { CHOSEN_CHANNELS } from "@chorus/contracts/entities/notification-preferences";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { MatrixSkeleton } from "../../../components/ui/skeletons.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { settingsTexts } from "../../settings/settings-texts.ts";
import { usePatchPreferences, usePreferences } from "../api/use-preferences.ts";
import { choiceTexts } from "../choice-texts.ts";
import { ChoiceMatrix } from "./choice-matrix.tsx";
import { MailLanguageField } from "./mail-language-field.tsx";
import { ROWS_FOR_PEOPLE } from "./rows-for-people.ts";
import { PushCard } from "./push-card.tsx";
import { QuietHoursForm } from "./quiet-hours-form.tsx";

const COLUMNS = CHOSEN_CHANNELS.filter((channel) => ROWS_FOR_PEOPLE.some(({ channels }) => channels.includes(channel)));

/** The person's own notification preferences. */
export function PreferencesPage() {
  const title = useTexts(settingsTexts).sections.notifications;
  const t = useTexts(choiceTexts);
  const preferences = usePreferences();
  const choose = usePatchPreferences();
  const saveHours = usePatchPreferences();
  return (
    <Page title={title} description={t.description}>
      <Loaded query={preferences} skeleton={<MatrixSkeleton />}>
        {({ events, quietHours, language }) => (
          <>
            <Card>
              <ChoiceMatrix
                rows={ROWS_FOR_PEOPLE}
                columns={COLUMNS}
                choices={events}
                save={(chosen) => choose.mutateAsync({ events: chosen })}
              />
            </Card>
            <Card>
              <PushCard />
              <MailLanguageField
                hint={t.mailLanguageHint}
                language={language}
                save={(chosen) => choose.mutateAsync({ language: chosen })}
              />
              <QuietHoursForm
                quietHours={quietHours}
                saving={saveHours}
                save={(hours) => saveHours.mutateAsync({ quietHours: hours })}
              />
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  );
}
