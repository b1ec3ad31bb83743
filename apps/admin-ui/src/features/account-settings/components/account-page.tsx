import { Card, Page } from "../../../components/ui/page.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { accountTexts } from "../account-texts.ts";
import { AlertFields } from "./alert-fields.tsx";
import { AppearanceFields } from "./appearance-fields.tsx";
import { OwnSessions } from "./own-sessions.tsx";
import { PasswordCard } from "./password-card.tsx";
import { ProfileCard } from "./profile-card.tsx";

/** The person's own settings: who they are, their password, how the desk looks and sounds, their devices. */
export function AccountPage() {
  const t = useTexts(accountTexts);
  return (
    <Page title={t.title}>
      <ProfileCard />
      <PasswordCard />
      <Card title={t.appearance}>
        <AppearanceFields />
      </Card>
      <Card title={t.alerts}>
        <AlertFields />
      </Card>
      <OwnSessions />
    </Page>
  );
}
