import { Monitor, Moon, Sun } from "lucide-react";
import { SegmentedField } from "../../../components/ui/segmented-field.tsx";
import { chooseTheme, THEMES, themeChoice } from "../../../lib/browser/theme.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import { showProblem } from "../../../lib/desk/notices.ts";
import { chooseLanguage, type Language, languageChoice, LANGUAGES } from "../../../lib/language/language.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { usePatchPreferences } from "../../notifications/api/use-preferences.ts";
import { accountTexts } from "../account-texts.ts";

const LANGUAGE_NAMES = { en: "English", de: "Deutsch" } as const;
const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

/** How the desk looks in this browser, and the language of the desk and of mails. */
export function AppearanceFields() {
  const t = useTexts(accountTexts);
  const theme = useReadable(themeChoice);
  const language = useReadable(languageChoice);
  const mails = usePatchPreferences();
  const speak = (chosen: Language) => {
    chooseLanguage(chosen);
    // Another language of mails can be chosen in the notification settings.
    mails.mutate({ language: chosen }, { onError: showProblem });
  };
  return (
    <div className="divide-y divide-line">
      <SegmentedField
        isRow
        label={t.theme}
        value={theme}
        choices={THEMES.map((value) => {
          const Icon = THEME_ICONS[value];
          return {
            value,
            label: (
              <>
                <Icon aria-hidden="true" size={14} strokeWidth={1.8} className="max-sm:hidden" />
                {t.themes[value]}
              </>
            ),
          };
        })}
        onChange={chooseTheme}
      />
      <SegmentedField
        isRow
        label={t.language}
        hint={t.languageHint}
        value={language}
        choices={LANGUAGES.map((value) => ({ value, label: <span lang={value}>{LANGUAGE_NAMES[value]}</span> }))}
        onChange={speak}
      />
    </div>
  );
}
