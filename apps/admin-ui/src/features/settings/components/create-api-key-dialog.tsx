import { API_KEY_SCOPES, type ApiKeyScope } from "@chorus/contracts/permissions";
import { createApiKey } from "@chorus/contracts/routes/api-keys";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Checkbox } from "../../../components/ui/checkbox.tsx";
import { DateField } from "../../../components/ui/date-field.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { SecretOnce } from "../../../components/ui/secret-once.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { today } from "../../../lib/language/calendar-day.ts";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { apiKeyTexts } from "../api-key-texts.ts";

export function CreateApiKeyDialog({ onClose, onCreated }: { onClose: () => void; onCreated: () => void }) {
  const t = useTexts(apiKeyTexts);
  const ui = useTexts(uiTexts);
  const { rest } = useDeskSession();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly ApiKeyScope[]>(["conversations:read"]);
  const [endsOn, setEndsOn] = useState("");
  const create = useMutation({
    mutationFn: () => {
      // The end of the last day, in the person's zone.
      const expiresAt = endsOn === "" ? null : new Date(`${endsOn}T23:59:59.000`).toISOString();
      return rest.call(createApiKey, { body: { name, scopes: [...scopes], expiresAt } });
    },
    onSuccess: onCreated,
    gcTime: 0,
  });
  if (create.data) {
    const { apiKey, secret } = create.data;
    return (
      <Dialog title={t.createTitle} isOpen onClose={onClose}>
        <SecretOnce label={t.secret(apiKey.name)} secret={secret} hint={t.secretHint} />
        <div className="mt-4 flex justify-end">
          <Button look="primary" onClick={onClose}>
            {ui.done}
          </Button>
        </div>
      </Dialog>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  const toggle = (scope: ApiKeyScope) =>
    setScopes((before) => (before.includes(scope) ? before.filter((other) => other !== scope) : [...before, scope]));
  return (
    <Dialog title={t.createTitle} description={t.createText} isOpen onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label={t.name}
          hint={t.nameHint}
          value={name}
          onChange={(event) => setName(event.target.value)}
          problem={fieldProblem(create.error, "name")}
          maxLength={120}
          required
        />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 text-sm font-medium">{t.scopes}</legend>
          {API_KEY_SCOPES.map((scope) => (
            <Checkbox
              key={scope}
              label={t.scopeNames[scope]}
              hint={scope}
              isChecked={scopes.includes(scope)}
              onChange={() => toggle(scope)}
            />
          ))}
          {scopes.length === 0 && <p className="text-xs text-red-ink">{t.noScope}</p>}
        </fieldset>
        <DateField
          label={t.expires}
          hint={t.expiresHint}
          min={today()}
          value={endsOn}
          onChange={setEndsOn}
          problem={fieldProblem(create.error, "expiresAt")}
          className="max-w-48"
        />
        <FormNote mutation={create} saved={null} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button type="submit" look="primary" isBusy={create.isPending} disabled={scopes.length === 0}>
            {t.create}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
