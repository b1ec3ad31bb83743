import { effectivePreferences } from "@chorus/contracts/entities/effective-preferences";
import type {
  ChosenChannel,
  ChosenEvent,
  NotificationPreferencesPatch,
} from "@chorus/contracts/entities/notification-preferences";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { usePatchTenant, useTenant } from "../../settings/api/use-tenant.ts";
import { settingsTexts } from "../../settings/settings-texts.ts";
import { choiceTexts } from "../choice-texts.ts";
import { BusinessHoursForm } from "./business-hours-form.tsx";
import { ChoiceMatrix } from "./choice-matrix.tsx";
import { MailLanguageField } from "./mail-language-field.tsx";
import { QuietHoursForm } from "./quiet-hours-form.tsx";

const COLUMNS: readonly ChosenChannel[] = ["in_app", "push", "email", "sms"];
const FOR_PEOPLE: readonly ChosenChannel[] = ["in_app", "push", "email"];
const ROWS: readonly { event: ChosenEvent; channels: readonly ChosenChannel[] }[] = [
  { event: "message.unread", channels: ["email", "sms"] },
  { event: "conversation.waiting", channels: FOR_PEOPLE },
  { event: "conversation.assigned", channels: FOR_PEOPLE },
  { event: "conversation.mentioned", channels: FOR_PEOPLE },
  { event: "conversation.closed", channels: FOR_PEOPLE },
];

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
  const saveOpen = usePatchTenant();
  return (
    <Page title={title} description={t.defaultsDescription}>
      <Loaded query={tenant}>
        {({ notifications, businessHours }) => (
          <>
            <Card>
              <ChoiceMatrix
                rows={ROWS}
                columns={COLUMNS}
                choices={choicesOf(notifications)}
                save={(events) => choose.mutateAsync({ notifications: { events } })}
              />
            </Card>
            <Card title={t.quietHours}>
              <QuietHoursForm
                quietHours={notifications.quietHours ?? null}
                saving={saveQuiet}
                onSave={(quietHours) => saveQuiet.mutate({ notifications: { quietHours } })}
              />
            </Card>
            <Card>
              <MailLanguageField
                label={t.mailLanguageOfAll}
                language={notifications.language ?? "en"}
                save={(language) => choose.mutateAsync({ notifications: { language } })}
              />
            </Card>
            <Card title={t.businessHours}>
              <BusinessHoursForm
                businessHours={businessHours}
                saving={saveOpen}
                onSave={(hours) => saveOpen.mutate({ businessHours: hours })}
              />
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  );
}
