import { effectivePreferences } from "@chorus/contracts/entities/effective-preferences";
import {
  type ChosenChannel,
  CHOSEN_CHANNELS,
  type NotificationPreferencesPatch,
} from "@chorus/contracts/entities/notification-preferences";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { MatrixSkeleton } from "../../../components/ui/skeletons.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { usePatchTenant, useTenant } from "../../settings/api/use-tenant.ts";
import { settingsTexts } from "../../settings/settings-texts.ts";
import { choiceTexts } from "../choice-texts.ts";
import { type ChoiceRow, ChoiceMatrix } from "./choice-matrix.tsx";
import { ROWS_FOR_PEOPLE } from "./rows-for-people.ts";
import { MailLanguageField } from "./mail-language-field.tsx";
import { QuietHoursForm } from "./quiet-hours-form.tsx";

/** A browser of a customer receives no push messages yet: only an app of the tenant's own can subscribe them. */
const TO_CUSTOMERS: readonly ChosenChannel[] = ["email", "sms"];
const ROWS: readonly ChoiceRow[] = [{ event: "message.unread", channels: TO_CUSTOMERS }, ...ROWS_FOR_PEOPLE];

/** The defaults: one event is for customers, the others are for the desk. */
function choicesOf(notifications: NotificationPreferencesPatch) {
  const { events } = effectivePreferences("user", notifications, {});
  const customers = effectivePreferences("customer", notifications, {}).events;
  return { ...events, "message.unread": customers["message.unread"] };
}

/** The tenant's defaults for everybody. */
export function DefaultsPage() {
  const title = useTexts(settingsTexts).sections.notificationDefaults;
  const t = useTexts(choiceTexts);
  const tenant = useTenant();
  const choose = usePatchTenant();
  const saveQuiet = usePatchTenant();
  return (
    <Page title={title} description={t.defaultsDescription}>
      <Loaded query={tenant} skeleton={<MatrixSkeleton />}>
        {({ notifications }) => (
          <>
            <Card>
              <ChoiceMatrix
                rows={ROWS}
                columns={CHOSEN_CHANNELS}
                choices={choicesOf(notifications)}
                save={(events) => choose.mutateAsync({ notifications: { events } })}
              />
            </Card>
            <Card>
              <MailLanguageField
                hint={t.mailLanguageOfAllHint}
                language={notifications.language ?? "en"}
                save={(language) => choose.mutateAsync({ notifications: { language } })}
              />
              <QuietHoursForm
                quietHours={notifications.quietHours ?? null}
                saving={saveQuiet}
                save={(quietHours) => saveQuiet.mutateAsync({ notifications: { quietHours } })}
              />
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  );
}
