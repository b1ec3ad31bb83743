import type { getTenant } from "@chorus/contracts/routes/tenant";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { usePatchTenant, useTenant } from "../api/use-tenant.ts";
import { settingsTexts } from "../settings-texts.ts";

type TenantSettings = RouteResult<typeof getTenant>;

export function GeneralPage() {
  const t = useTexts(settingsTexts);
  const tenant = useTenant();
  return (
    <Page title={t.sections.general} description={t.general.description}>
      <Loaded query={tenant}>{(loaded) => <GeneralForm tenant={loaded} />}</Loaded>
    </Page>
  );
}

function GeneralForm({ tenant }: { tenant: TenantSettings }) {
  const t = useTexts(settingsTexts).general;
  const ui = useTexts(uiTexts);
  const patch = usePatchTenant();
  const [name, setName] = useState(tenant.name);
  const [minutes, setMinutes] = useState(String(tenant.editWindowMinutes));
  const isChanged = name !== tenant.name || minutes !== String(tenant.editWindowMinutes);
  const save = (event: FormEvent) => {
    event.preventDefault();
    patch.mutate({ name, editWindowMinutes: Number(minutes) });
  };
  return (
    <Card>
      <form onSubmit={save} className="flex flex-col gap-5 p-5">
        <TextField
          label={t.name}
          value={name}
          onChange={(event) => setName(event.target.value)}
          problem={fieldProblem(patch.error, "name")}
          maxLength={120}
          required
        />
        <TextField label={t.slug} value={tenant.slug} hint={t.slugHint} readOnly />
        <TextField label={t.widgetKey} value={tenant.widgetKey} hint={t.widgetKeyHint} readOnly />
        <TextField
          label={t.editWindow}
          type="number"
          min={0}
          max={10_080}
          step={1}
          value={minutes}
          onChange={(event) => setMinutes(event.target.value)}
          hint={t.editWindowHint}
          problem={fieldProblem(patch.error, "editWindowMinutes")}
          required
        />
        <div className="flex items-center gap-3">
          <Button type="submit" look="primary" isBusy={patch.isPending} disabled={!isChanged}>
            {ui.save}
          </Button>
          <FormNote mutation={patch} saved={!isChanged ? ui.saved : null} />
        </div>
      </form>
    </Card>
  );
}
