import { Colour, WIDGET_LANGUAGES, type WidgetLanguage } from "@chorus/contracts/entities/tenant";
import { Card } from "../../../../components/ui/page.tsx";
import { SelectField } from "../../../../components/ui/select-field.tsx";
import { TextField } from "../../../../components/ui/text-field.tsx";
import { fieldProblem } from "../../../../lib/language/field-problem.ts";
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
            className="mt-6.5 h-10 w-14 shrink-0 cursor-pointer rounded-control border border-line-strong bg-surface p-1"
          />
        </div>
        <div className="grid gap-5 sm:grid-cols-2">
          <SelectField
            label={t.side}
            value={draft.position}
            onChange={(event) => change({ position: event.target.value === "left" ? "left" : "right" })}
            choices={[
              { value: "right", label: t.right },
              { value: "left", label: t.left },
            ]}
          />
          <div className="flex flex-col gap-1.5">
            <SelectField
              label={t.language}
              value={draft.language}
              onChange={(event) => change({ language: event.target.value as WidgetLanguage })}
              choices={WIDGET_LANGUAGES.map((value) => ({ value, label: t.languages[value] }))}
            />
            <p className="text-xs text-ink-mute">{t.languageHint}</p>
          </div>
        </div>
      </div>
    </Card>
  );
}
