import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { showDone } from "../../../lib/desk/notices.ts";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useCreateTenant } from "../api/use-tenants.ts";
import { operatorTexts } from "../operator-texts.ts";

/** A company with its owner, who is invited by mail. */
export function CreateTenantDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(operatorTexts).create;
  const ui = useTexts(uiTexts);
  const create = useCreateTenant();
  const [draft, setDraft] = useState({ name: "", slug: "", ownerName: "", ownerEmail: "" });
  const field = (name: keyof typeof draft, path: string) => ({
    label: t[name],
    value: draft[name],
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [name]: event.target.value }),
    problem: fieldProblem(create.error, path),
    maxLength: 120,
    autoComplete: "off",
    required: true,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { name, slug, ownerName, ownerEmail } = draft;
    create.mutate(
      { name, slug: slug.trim(), owner: { name: ownerName, email: ownerEmail.trim() } },
      {
        onSuccess: () => {
          showDone(t.done(name));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={t.title} description={t.text} isOpen onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField {...field("name", "name")} />
        <TextField {...field("slug", "slug")} hint={t.slugHint} />
        <TextField {...field("ownerName", "owner.name")} />
        <TextField {...field("ownerEmail", "owner.email")} type="email" />
        <FormNote mutation={create} saved={null} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button type="submit" look="primary" isBusy={create.isPending}>
            {t.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
