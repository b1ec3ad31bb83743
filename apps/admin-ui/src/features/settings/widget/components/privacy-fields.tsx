import { useState } from "react";
import { Checkbox } from "../../../../components/ui/checkbox.tsx";
import { Card } from "../../../../components/ui/page.tsx";
import { TextArea } from "../../../../components/ui/text-area.tsx";
import { TextField } from "../../../../components/ui/text-field.tsx";
import { fieldProblem } from "../../../../lib/language/field-problem.ts";
import { useTexts } from "../../../../lib/language/texts.ts";
import { type DraftProps, withTexts } from "../widget-draft.ts";
import { widgetTexts } from "../widget-texts.ts";

/** The notice that the widget shows before anything is stored about a visitor. */
export function PrivacyFields({ draft, change, language, wrong, error }: DraftProps) {
  const t = useTexts(widgetTexts);
  const { privacy } = draft;
  // The text is kept, for a checkbox that is unticked by mistake.
  const [last, setLast] = useState(privacy ?? { text: "", url: "" });
  const show = (isShown: boolean) => {
    if (privacy) setLast(privacy);
    change({ privacy: isShown ? last : null });
  };
  return (
    <Card title={t.privacy}>
      <div className="flex flex-col gap-4 p-5">
        <Checkbox label={t.privacyShow} isChecked={privacy !== null} onChange={show} />
        {privacy && (
          <>
            <TextArea
              label={t.privacyText}
              value={draft.texts[language].privacy}
              onChange={(text) => change(withTexts(draft, language, { privacy: text }))}
              hint={t.privacyIn(t.languages[language])}
              problem={wrong.includes("privacyText") ? t.needed : fieldProblem(error, "text")}
              rows={3}
              maxCharacters={500}
            />
            <TextField
              label={t.privacyUrl}
              value={privacy.url}
              onChange={(event) => change({ privacy: { ...privacy, url: event.target.value.trim() } })}
              hint={t.privacyUrlHint}
              problem={wrong.includes("privacyUrl") ? t.addressWrong : fieldProblem(error, "url")}
              inputMode="url"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={500}
            />
          </>
        )}
      </div>
    </Card>
  );
}
