import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import type { Flag, useSetFlag } from "../api/use-flags.ts";
import { operatorTexts } from "../operator-texts.ts";
import { fromLocalInput, toLocalInput } from "../local-input.ts";

interface FlagTermsProps {
  name: string;
  flag: Flag;
  /** What is set, for all companies or for one. */
  own: NonNullable<Flag["forAll"]>;
  /** A share makes sense of all companies only. */
  hasShare: boolean;
  set: ReturnType<typeof useSetFlag>;
}

/** For how many companies and until when what is set counts. */
export function FlagTerms({ name, flag, own, hasShare, set }: FlagTermsProps) {
  const t = useTexts(operatorTexts).flags;
  const stored = { share: String(own.percentage), until: own.expiresAt === null ? "" : toLocalInput(own.expiresAt) };
  const [draft, setDraft] = useState(stored);
  const isChanged = draft.share !== stored.share || draft.until !== stored.until;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate({
      ...{ flag: flag.flag, isOn: own.isOn, percentage: Number(draft.share) },
      expiresAt: draft.until === "" ? null : fromLocalInput(draft.until),
    });
  };
  return (
    <form aria-label={t.termsOf(name)} onSubmit={submit} className="flex w-full flex-wrap items-end gap-3 pl-11">
      {hasShare && (
        <TextField
          label={t.shareField}
          type="number"
          min={0}
          max={100}
          step={1}
          value={draft.share}
          onChange={(event) => setDraft({ ...draft, share: event.target.value })}
          problem={fieldProblem(set.error, "percentage")}
          className="w-36"
          required
        />
      )}
      <TextField
        label={t.untilField}
        type="datetime-local"
        value={draft.until}
        onChange={(event) => setDraft({ ...draft, until: event.target.value })}
        problem={fieldProblem(set.error, "expiresAt")}
        className="w-56"
      />
      {isChanged && (
        <Button type="submit" look="primary" isBusy={set.isPending}>
          {t.save}
        </Button>
      )}
    </form>
  );
}
