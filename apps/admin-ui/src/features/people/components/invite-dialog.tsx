import type { UserRole } from "@chorus/contracts/permissions";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { showDone } from "../../../lib/desk/notices.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useInvitePerson } from "../api/use-save-person.ts";
import { peopleTexts } from "../people-texts.ts";
import { RoleField } from "./role-field.tsx";

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(peopleTexts);
  const ui = useTexts(uiTexts);
  const invite = useInvitePerson();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<UserRole>("agent");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const address = email.trim();
    invite.mutate(
      { name, email: address, role },
      {
        onSuccess: () => {
          showDone(t.invited(address));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={t.invite} description={t.inviteText} isOpen onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label={t.name}
          value={name}
          onChange={(event) => setName(event.target.value)}
          problem={fieldProblem(invite.error, "name")}
          maxLength={120}
          autoComplete="off"
          required
        />
        <TextField
          label={t.email}
          type="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          problem={fieldProblem(invite.error, "email")}
          autoComplete="off"
          required
        />
        <RoleField value={role} onChange={setRole} />
        <FormNote mutation={invite} saved={null} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button type="submit" look="primary" isBusy={invite.isPending}>
            {t.sendInvitation}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
