import type { User } from "@chorus/contracts/entities/people";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { usePatchPerson } from "../api/use-save-person.ts";
import { peopleTexts } from "../people-texts.ts";
import { RoleField } from "./role-field.tsx";
import { SessionList } from "./session-list.tsx";

/** Name and role of a person, where they are signed in, and a way to lock them out. */
export function PersonDialog({ person, onClose }: { person: User; onClose: () => void }) {
  const t = useTexts(peopleTexts);
  const ui = useTexts(uiTexts);
  const { user } = useDeskSession();
  const patch = usePatchPerson(person.id);
  const lock = usePatchPerson(person.id);
  const [name, setName] = useState(person.name);
  const [role, setRole] = useState(person.role);
  const isSelf = person.id === user.id;
  // Only an owner touches owners.
  const isFixed = person.role === "owner" && user.role !== "owner";
  const save = (event: FormEvent) => {
    event.preventDefault();
    patch.mutate({ name, role }, { onSuccess: onClose });
  };
  return (
    <Dialog title={person.name} description={person.email} isOpen onClose={onClose}>
      <form onSubmit={save} className="flex flex-col gap-4">
        <TextField
          label={t.name}
          value={name}
          onChange={(event) => setName(event.target.value)}
          problem={fieldProblem(patch.error, "name")}
          maxLength={120}
          disabled={isFixed}
          required
        />
        <RoleField value={role} onChange={setRole} disabled={isSelf || isFixed} />
        <FormNote mutation={patch} saved={null} />
        {!isFixed && (
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{ui.cancel}</Button>
            <Button type="submit" look="primary" isBusy={patch.isPending}>
              {ui.save}
            </Button>
          </div>
        )}
      </form>
      <h3 className="mt-5 mb-1 text-sm font-semibold">{t.signedIn}</h3>
      <div className="-mx-5 border-y border-line">
        <SessionList userId={person.id} />
      </div>
      {!isSelf && !isFixed && (
        <div className="mt-4 flex flex-col items-start gap-2">
          <Button
            look={person.disabled ? "secondary" : "danger"}
            isBusy={lock.isPending}
            onClick={() => lock.mutate({ disabled: !person.disabled }, { onSuccess: onClose })}
          >
            {person.disabled ? t.enable : t.disable}
          </Button>
          {!person.disabled && <p className="text-xs text-ink-3">{t.disableHint}</p>}
          <FormNote mutation={lock} saved={null} />
        </div>
      )}
    </Dialog>
  );
}
