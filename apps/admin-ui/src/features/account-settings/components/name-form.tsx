import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { accountTexts } from "../account-texts.ts";
import { useChangeName } from "../api/use-own-account.ts";

const MAX_CHARACTERS = 120;

/** One's own name; the button appears when there is something to save. */
export function NameForm() {
  const t = useTexts(accountTexts);
  const { user } = useDeskSession();
  const [draft, setDraft] = useState<string | null>(null);
  const change = useChangeName();
  const name = draft ?? user.name;
  const isChanged = name.trim() !== "" && name.trim() !== user.name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isChanged) change.mutate(name, { onSuccess: () => setDraft(null) });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <div className="flex items-end gap-2">
        <TextField
          label={t.name}
          value={name}
          maxLength={MAX_CHARACTERS}
          autoComplete="name"
          className="min-w-0 flex-1"
          onChange={({ target }) => {
            change.reset();
            setDraft(target.value);
          }}
        />
        {(isChanged || change.isPending) && (
          <Button type="submit" look="primary" isBusy={change.isPending}>
            {t.save}
          </Button>
        )}
      </div>
      {change.error || change.isSuccess ? (
        <FormNote mutation={change} saved={t.nameSaved} />
      ) : (
        <p className="text-xs text-ink-3">{t.nameHint}</p>
      )}
    </form>
  );
}
