import type { Location } from "@chorus/contracts/routes/stock";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormAlert } from "../../../components/ui/form-alert.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useIntentKeys } from "../../../lib/desk/intent-keys.ts";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { formatRefusal } from "../../../lib/language/format-refusal.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useSaveLocation } from "../api/use-catalog.ts";
import { readCount } from "../catalog/read-count.ts";
import { takenProblem } from "../catalog/taken-problem.ts";
import { catalogTexts } from "../catalog-texts.ts";

const MOST = 1_000;

interface LocationDialogProps {
  /** Null makes a new one. */
  location: Location | null;
  /** Of the last one, behind which a new one stands. */
  lastRank: number;
  onClose: () => void;
}

/** Name, code and rank of a place where stock lies. */
export function LocationDialog({ location, lastRank, onClose }: LocationDialogProps) {
  const t = useTexts(catalogTexts);
  const ui = useTexts(uiTexts);
  const save = useSaveLocation(location);
  const keyFor = useIntentKeys();
  const [name, setName] = useState(location?.name ?? "");
  const [code, setCode] = useState(location?.code ?? "");
  const [rank, setRank] = useState(String(location?.rank ?? Math.min(lastRank + 1, MOST)));
  const at = readCount(rank, MOST);
  const problems = {
    name: fieldProblem(save.error, "name"),
    code: takenProblem(save.error, "code", t.codeTaken),
  };
  const isSaid = Object.values(problems).some((problem) => problem !== undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (at === null) return;
    const draft = { name: name.trim(), code: code.trim(), rank: at };
    save.mutate({ draft, key: keyFor(draft) }, { onSuccess: onClose });
  };
  return (
    <Dialog title={location ? t.editLocation(location.name) : t.newLocation} isOpen onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label={t.name}
          value={name}
          maxLength={80}
          required
          problem={problems.name}
          onChange={({ target }) => setName(target.value)}
        />
        <TextField
          label={t.code}
          hint={t.codeHint}
          value={code}
          maxLength={20}
          required
          problem={problems.code}
          onChange={({ target }) => setCode(target.value)}
        />
        <TextField
          label={t.rank}
          hint={t.rankHint}
          value={rank}
          inputMode="numeric"
          maxLength={4}
          problem={at === null ? t.badNumber(String(MOST)) : fieldProblem(save.error, "rank")}
          onChange={({ target }) => setRank(target.value)}
        />
        {save.error && !isSaid && <FormAlert>{formatRefusal(save.error, t.locationRefused)}</FormAlert>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button type="submit" look="primary" isBusy={save.isPending} disabled={at === null}>
            {location ? ui.save : t.add}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
