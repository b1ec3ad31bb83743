import type { Summary } from "@chorus/contracts/entities/summary";
import { patchSummary } from "@chorus/contracts/routes/summaries";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useReplaceSummary } from "../api/use-summaries.ts";
import { summaryTexts } from "../summary-texts.ts";

const MAX_CHARACTERS = 1_000;

/** The statements as texts; an emptied one is removed, the others keep their citations. */
export function SummaryEditor({ summary, onClose }: { summary: Summary; onClose: () => void }) {
  const t = useTexts(summaryTexts);
  const ui = useTexts(uiTexts);
  const { rest } = useDeskSession();
  const replace = useReplaceSummary();
  const [sections, setSections] = useState(summary.sections);
  const save = useMutation({
    mutationFn: () =>
      rest.call(patchSummary, {
        params: { summaryId: summary.id },
        body: {
          sections: sections.map(({ name, statements }) => ({
            name,
            statements: statements.filter(({ text }) => text.trim() !== ""),
          })),
        },
      }),
    onSuccess: (changed) => {
      replace(changed);
      onClose();
    },
  });
  const change = (section: number, statement: number, text: string) =>
    setSections((known) =>
      known.map((old, at) =>
        at === section
          ? { ...old, statements: old.statements.map((one, index) => (index === statement ? { ...one, text } : one)) }
          : old,
      ),
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const excess =
    Math.max(0, ...sections.flatMap(({ statements }) => statements.map(({ text }) => text.length))) - MAX_CHARACTERS;
  const before = (section: number) => sections.slice(0, section).reduce((sum, one) => sum + one.statements.length, 0);
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      {sections.map(({ name, statements }, section) =>
        statements.map(({ text }, statement) => (
          <textarea
            // The number of statements does not change while they are edited.
            key={`${name} ${statement}`}
            aria-label={t.statement(before(section) + statement + 1)}
            value={text}
            rows={3}
            aria-invalid={text.length > MAX_CHARACTERS}
            onChange={(event) => change(section, statement, event.target.value)}
            className="w-full resize-y rounded-control border border-field bg-surface px-2.5 py-1.5 text-sm leading-snug"
          />
        )),
      )}
      {excess > 0 && <output className="text-xs text-red-ink">{ui.tooMany(excess)}</output>}
      <FormNote mutation={save} saved={null} />
      <div className="flex gap-2">
        <Button type="submit" look="primary" isBusy={save.isPending} disabled={excess > 0}>
          {t.save}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t.cancel}
        </Button>
      </div>
    </form>
  );
}
