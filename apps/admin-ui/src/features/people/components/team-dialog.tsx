import type { Team, User } from "@chorus/contracts/entities/people";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Checkbox } from "../../../components/ui/checkbox.tsx";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeleteTeam, useSaveTeam } from "../api/use-teams.ts";
import { peopleTexts } from "../people-texts.ts";

interface TeamDialogProps {
  /** Null creates a new one. */
  team: Team | null;
  people: readonly User[];
  onClose: () => void;
}

export function TeamDialog({ team, people, onClose }: TeamDialogProps) {
  const t = useTexts(peopleTexts).team;
  const { name: nameLabel } = useTexts(peopleTexts);
  const ui = useTexts(uiTexts);
  const save = useSaveTeam(team);
  const remove = useDeleteTeam();
  const [name, setName] = useState(team?.name ?? "");
  const [memberIds, setMemberIds] = useState<readonly string[]>(team?.memberIds ?? []);
  const [isRemoving, setIsRemoving] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ name, memberIds: [...memberIds] }, { onSuccess: onClose });
  };
  const toggle = (id: string) =>
    setMemberIds((before) => (before.includes(id) ? before.filter((other) => other !== id) : [...before, id]));
  return (
    <>
      <Dialog title={team ? t.edit(team.name) : t.add} isOpen={!isRemoving} onClose={onClose}>
        <form onSubmit={submit} className="flex flex-col gap-4">
          <TextField
            label={nameLabel}
            value={name}
            onChange={(event) => setName(event.target.value)}
            problem={fieldProblem(save.error, "name")}
            maxLength={120}
            required
          />
          <fieldset className="flex max-h-64 flex-col gap-1.5 overflow-y-auto">
            <legend className="mb-1.5 text-sm font-medium">{t.members}</legend>
            {people
              .filter((person) => !person.disabled || memberIds.includes(person.id))
              .map((person) => (
                <Checkbox
                  key={person.id}
                  label={person.name}
                  isChecked={memberIds.includes(person.id)}
                  onChange={() => toggle(person.id)}
                />
              ))}
          </fieldset>
          <FormNote mutation={save} saved={null} />
          <div className="flex gap-2">
            {team && (
              <Button look="danger" className="mr-auto" onClick={() => setIsRemoving(true)}>
                {t.remove}
              </Button>
            )}
            <Button className={team ? undefined : "ml-auto"} onClick={onClose}>
              {ui.cancel}
            </Button>
            <Button type="submit" look="primary" isBusy={save.isPending}>
              {team ? ui.save : t.create}
            </Button>
          </div>
        </form>
      </Dialog>
      <ConfirmDialog
        title={t.removeTitle(team?.name ?? "")}
        text={t.removeText}
        confirm={t.remove}
        isOpen={isRemoving}
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => team && remove.mutate(team.id, { onSuccess: onClose })}
        onClose={() => setIsRemoving(false)}
      />
    </>
  );
}
