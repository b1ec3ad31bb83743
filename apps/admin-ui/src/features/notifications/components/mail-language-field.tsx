import { MAIL_LANGUAGES, type MailLanguage } from "@chorus/contracts/entities/notification-preferences";
import { SelectField } from "../../../components/ui/select-field.tsx";
import { showProblem } from "../../../lib/desk/notices.ts";

interface MailLanguageFieldProps {
  label: string;
  language: MailLanguage;
  save: (language: MailLanguage) => Promise<unknown>;
}

/** Each language by its own name, for whoever does not read this one. */
const NAMES: Record<MailLanguage, string> = { en: "English", de: "Deutsch", es: "Español" };
const CHOICES = MAIL_LANGUAGES.map((value) => ({ value, label: NAMES[value] }));

/** In which language Chorus writes; saved when it is chosen. */
export function MailLanguageField({ label, language, save }: MailLanguageFieldProps) {
  return (
    <SelectField
      label={label}
      value={language}
      choices={CHOICES}
      className="max-w-72 p-5"
      onChange={({ target }) => {
        const chosen = MAIL_LANGUAGES.find((candidate) => candidate === target.value);
        if (chosen) void save(chosen).catch(showProblem);
      }}
    />
  );
}
