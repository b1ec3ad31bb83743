import { MAIL_LANGUAGES, type MailLanguage } from "@chorus/contracts/entities/notification-preferences";
import { Section } from "../../../components/ui/card.tsx";
import { SelectField } from "../../../components/ui/select-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { showDone, showProblem } from "../../../lib/desk/notices.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { choiceTexts } from "../choice-texts.ts";

interface MailLanguageFieldProps {
  hint: string;
  language: MailLanguage;
  save: (language: MailLanguage) => Promise<unknown>;
}

/** Each language by its own name, for whoever does not read this one. */
const NAMES: Record<MailLanguage, string> = { en: "English", de: "Deutsch", es: "Español" };
const CHOICES = MAIL_LANGUAGES.map((value) => ({ value, label: NAMES[value] }));

/** In which language Chorus writes; saved when it is chosen. */
export function MailLanguageField({ hint, language, save }: MailLanguageFieldProps) {
  const t = useTexts(choiceTexts);
  const ui = useTexts(uiTexts);
  const choose = (chosen: MailLanguage, before: MailLanguage | null) =>
    void save(chosen).then(
      () => showDone(ui.saved, before === null ? undefined : () => choose(before, null)),
      showProblem,
    );
  return (
    <Section title={t.mailLanguage} hint={hint}>
      <SelectField
        isLabelHidden
        label={t.mailLanguage}
        value={language}
        choices={CHOICES}
        className="max-w-60"
        onChange={(chosen) => choose(chosen, language)}
      />
    </Section>
  );
}
