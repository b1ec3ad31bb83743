import type { PrechatField } from "@chorus/contracts/entities/tenant";
import { Checkbox } from "../../../../components/ui/checkbox.tsx";
import { Card } from "../../../../components/ui/page.tsx";
import { TextField } from "../../../../components/ui/text-field.tsx";
import { fieldProblem } from "../../../../lib/language/field-problem.ts";
import { useTexts } from "../../../../lib/language/texts.ts";
import { type DraftProps, withField } from "../widget-draft.ts";
import { widgetTexts } from "../widget-texts.ts";

const KINDS = ["name", "email", "question"] as const;

/** The fields of the form before the first message. */
export function PrechatFields({ draft, change, error }: DraftProps) {
  const t = useTexts(widgetTexts);
  const set = (kind: PrechatField["kind"], field: PrechatField | null) =>
    change({ prechat: withField(draft.prechat, kind, field) });
  return (
    <Card title={t.prechat}>
      <div className="flex flex-col gap-4 p-5">
        <p className="text-xs text-ink-3">{t.prechatHint}</p>
        {KINDS.map((kind) => {
          const field = draft.prechat.find((one) => one.kind === kind);
          return (
            <fieldset key={kind} aria-label={t.ask[kind]} className="flex flex-col gap-3">
              <Checkbox
                label={t.ask[kind]}
                isChecked={field !== undefined}
                onChange={(isAsked) => set(kind, isAsked ? { kind, label: "", required: false } : null)}
              />
              {field && (
                <div className="ml-6.5 flex flex-col gap-3">
                  {kind === "question" && (
                    <TextField
                      label={t.question}
                      value={field.label}
                      onChange={(event) => set(kind, { ...field, label: event.target.value })}
                      hint={t.questionHint}
                      problem={fieldProblem(error, "prechat")}
                      maxLength={120}
                    />
                  )}
                  <Checkbox
                    label={t.required}
                    isChecked={field.required}
                    onChange={(required) => set(kind, { ...field, required })}
                  />
                </div>
              )}
            </fieldset>
          );
        })}
      </div>
    </Card>
  );
}
