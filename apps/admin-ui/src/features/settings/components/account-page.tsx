import { SelectField } from "../../../components/ui/select-field.tsx";
import { Card, Page } from "../../../components/ui/page.tsx";
import { chooseLanguage, languageChoice, LANGUAGES } from "../../../lib/language/language.ts";
import { showProblem } from "../../../lib/desk/notices.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { chooseTheme, THEMES, themeChoice } from "../../../lib/browser/theme.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import { usePatchPreferences } from "../../notifications/api/use-preferences.ts";
import { SessionList } from "../../people/components/session-list.tsx";
import { AlertFields } from "./alert-fields.tsx";
import { accountTexts } from "../account-texts.ts";
import { settingsTexts } from "../settings-texts.ts";

const LANGUAGE_NAMES = { en: "English", de: "Deutsch" } as const;

/** The person's own settings: language, theme, sessions. */
export function AccountPage() {
  const { user } = useDeskSession();
  const title = useTexts(settingsTexts).sections.account;
  const t = useTexts(accountTexts);
  const language = useReadable(languageChoice);
  const theme = useReadable(themeChoice);
  const mails = usePatchPreferences();
  return (
    <Page title={title} description={t.description(user.name, user.email)}>
      <Card>
        <div className="grid gap-5 p-5 sm:grid-cols-2">
          <SelectField
            label={t.language}
            value={language}
            choices={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            onChange={({ target }) => {
              const chosen = LANGUAGES.find((value) => value === target.value);
              if (!chosen) return;
              chooseLanguage(chosen);
              // Also the language of mails; another one can be chosen in the notification settings.
              mails.mutate({ language: chosen }, { onError: showProblem });
            }}
          />
          <SelectField
            label={t.appearance}
            value={theme}
            choices={THEMES.map((value) => ({ value, label: t.themes[value] }))}
            onChange={({ target }) => {
              const chosen = THEMES.find((value) => value === target.value);
              if (chosen) chooseTheme(chosen);
            }}
          />
        </div>
      </Card>
      <Card title={t.alerts}>
        <AlertFields />
      </Card>
      <Card title={t.sessions}>
        <SessionList userId={user.id} />
      </Card>
    </Page>
  );
}
