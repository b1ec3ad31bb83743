import { Colour } from "@chorus/contracts/entities/tenant";
import { WIDGET_LANGUAGES } from "@chorus/contracts/widget-languages";
import { Card } from "../../../../components/ui/page.tsx";
import { TextField } from "../../../../components/ui/text-field.tsx";
import { fieldProblem } from "../../../../lib/language/field-problem.ts";
import { SegmentedField } from "../../../../components/ui/segmented-field.tsx";
import { useTexts } from "../../../../lib/language/texts.ts";
import type { DraftProps } from "../widget-draft.ts";
import { widgetTexts } from "../widget-texts.ts";

export function LookFields({ draft, change, wrong, error }: DraftProps) {
  const t = useTexts(widgetTexts);
  const { accentColour } = draft;
  return (
    <Card title={t.look}>
      <div className="flex flex-col gap-5 p-5">
        <TextField
          label={t.teamName}
          value={draft.teamName}
          onChange={(event) => change({ teamName: event.target.value })}
          hint={t.teamNameHint}
          problem={wrong.includes("teamName") ? t.needed : fieldProblem(error, "teamName")}
          maxLength={120}
          required
        />
        <div className="flex items-start gap-2.5">
          <TextField
            label={t.colour}
            value={accentColour}
            onChange={(event) => change({ accentColour: event.target.value.trim() })}
            hint={t.colourHint}
            problem={wrong.includes("accentColour") ? t.colourWrong : fieldProblem(error, "accentColour")}
            spellCheck={false}
            autoComplete="off"
            maxLength={7}
            className="min-w-0 flex-1"
            required
          />
          <input
            type="color"
            aria-label={t.colourPick}
            value={Colour.safeParse(accentColour).success ? accentColour.toLowerCase() : "#000000"}
            onChange={(event) => change({ accentColour: event.target.value })}
            className="mt-6 h-8 w-12 shrink-0 cursor-pointer rounded-control border border-field bg-surface p-1"
          />
        </div>
        <SegmentedField
          label={t.theme}
          value={draft.theme}
          onChange={(theme) => change({ theme })}
          choices={(["automatic", "light", "dark"] as const).map((value) => ({ value, label: t.themes[value] }))}
          hint={t.themeHint}
        />
        <SegmentedField
          label={t.side}
          value={draft.position}
          onChange={(position) => change({ position })}
          choices={[
            { value: "right", label: t.right },
            { value: "left", label: t.left },
          ]}
        />
        <SegmentedField
          label={t.language}
          value={draft.language}
          onChange={(language) => change({ language })}
          choices={WIDGET_LANGUAGES.map((value) => ({ value, label: t.languages[value] }))}
          hint={t.languageHint}
        />
      </div>
    </Card>
  );
}
