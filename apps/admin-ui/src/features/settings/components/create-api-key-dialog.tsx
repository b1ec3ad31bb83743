import { API_KEY_SCOPES, type ApiKeyScope } from "@chorus/contracts/permissions";
import { createApiKey } from "@chorus/contracts/routes/api-keys";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { SecretOnce } from "../../../components/ui/secret-once.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { apiKeyTexts } from "../api-key-texts.ts";

export function CreateApiKeyDialog({ onClose, onCreated }: { onClose: () => void; onCreated: () => void }) {
  const t = useTexts(apiKeyTexts);
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
            {t.done}
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
            <div key={scope} className="flex items-start gap-2.5 text-sm">
              <input
                id={`scope-${scope}`}
                type="checkbox"
                checked={scopes.includes(scope)}
                onChange={() => toggle(scope)}
                className="mt-0.5 size-4 accent-accent"
              />
              <div>
                <label htmlFor={`scope-${scope}`}>{t.scopeNames[scope]}</label>
                <code className="block text-xs text-ink-mute">{scope}</code>
              </div>
            </div>
          ))}
          {scopes.length === 0 && <p className="text-xs text-danger">{t.noScope}</p>}
        </fieldset>
        <TextField
          label={t.expires}
          hint={t.expiresHint}
          type="date"
          value={endsOn}
          onChange={(event) => setEndsOn(event.target.value)}
          problem={fieldProblem(create.error, "expiresAt")}
        />
        <FormNote mutation={create} saved={null} />
        <div className="flex justify-end">
          <Button type="submit" look="primary" isBusy={create.isPending} disabled={scopes.length === 0}>
            {t.create}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
