import type { WidgetLanguage } from "@chorus/contracts/entities/tenant";
import { WIDGET_LANGUAGES } from "@chorus/contracts/widget-languages";
import { Card } from "../../../../components/ui/page.tsx";
import { TextArea } from "../../../../components/ui/text-area.tsx";
import { TextField } from "../../../../components/ui/text-field.tsx";
import { fieldProblem } from "../../../../lib/language/field-problem.ts";
import { SegmentedField } from "../../../../components/ui/segmented-field.tsx";
import { useTexts } from "../../../../lib/language/texts.ts";
import { type DraftProps, withTexts } from "../widget-draft.ts";
import { widgetTexts } from "../widget-texts.ts";

const MAX_CHARACTERS = 300;
const MAX_STARTER_CHARACTERS = 80;

interface WordFieldsProps extends DraftProps {
  onLanguage: (language: WidgetLanguage) => void;
}

/** The tenant's own words, one language at a time. */
export function WordFields({ draft, change, language, onLanguage, error }: WordFieldsProps) {
  const t = useTexts(widgetTexts);
  const { greeting, offlineMessage, starters } = draft.texts[language];
  const isDefault = language === draft.language;
  const say = (part: Parameters<typeof withTexts>[2]) => change(withTexts(draft, language, part));
  const fallback = t.fallback(t.languages[draft.language]);
  const setStarter = (index: number, text: string) => say({ starters: starters.with(index, text) });
  return (
    <Card title={t.words}>
      <div className="flex flex-col gap-5 p-5">
        <SegmentedField
          label={t.wordsIn}
          value={language}
          onChange={onLanguage}
          choices={WIDGET_LANGUAGES.map((value) => ({ value, label: t.languages[value] }))}
          hint={t.wordsInHint}
        />
        <TextArea
          label={t.greeting}
          value={greeting}
          onChange={(text) => say({ greeting: text })}
          hint={isDefault ? t.greetingHint : fallback}
          problem={fieldProblem(error, "greeting")}
          rows={2}
          maxCharacters={MAX_CHARACTERS}
        />
        <TextArea
          label={t.offlineMessage}
          value={offlineMessage}
          onChange={(text) => say({ offlineMessage: text })}
          hint={isDefault ? t.offlineHint : fallback}
          problem={fieldProblem(error, "offlineMessage")}
          rows={2}
          maxCharacters={MAX_CHARACTERS}
        />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 p-0 text-sm font-medium">{t.starters}</legend>
          <p className="text-xs text-ink-3">{isDefault ? t.startersHint : fallback}</p>
          {starters.map((starter, index) => (
            <TextField
              key={index}
              label={t.starter(index + 1)}
              isLabelHidden
              dir="auto"
              value={starter}
              onChange={(event) => setStarter(index, event.target.value)}
              problem={index === 0 ? fieldProblem(error, "starters") : undefined}
              maxLength={MAX_STARTER_CHARACTERS}
            />
          ))}
        </fieldset>
      </div>
    </Card>
  );
}
