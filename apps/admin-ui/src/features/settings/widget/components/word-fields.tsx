import { Card } from "../../../../components/ui/page.tsx";
import { TextArea } from "../../../../components/ui/text-area.tsx";
import { fieldProblem } from "../../../../lib/language/field-problem.ts";
import { useTexts } from "../../../../lib/language/texts.ts";
import type { DraftProps } from "../widget-draft.ts";
import { widgetTexts } from "../widget-texts.ts";

const MAX_CHARACTERS = 300;

export function WordFields({ draft, change, wrong, error }: DraftProps) {
  const t = useTexts(widgetTexts);
  return (
    <Card title={t.words}>
      <div className="flex flex-col gap-5 p-5">
        <TextArea
          label={t.greeting}
          value={draft.greeting}
          onChange={(greeting) => change({ greeting })}
          problem={wrong.includes("greeting") ? t.needed : fieldProblem(error, "greeting")}
          rows={2}
          maxCharacters={MAX_CHARACTERS}
        />
        <TextArea
          label={t.offlineMessage}
          value={draft.offlineMessage}
          onChange={(offlineMessage) => change({ offlineMessage })}
          hint={t.offlineHint}
          problem={fieldProblem(error, "offlineMessage")}
          rows={2}
          maxCharacters={MAX_CHARACTERS}
        />
      </div>
    </Card>
  );
}
