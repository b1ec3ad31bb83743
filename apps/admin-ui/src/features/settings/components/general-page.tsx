import type { getTenant } from "@chorus/contracts/routes/tenant";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { FormEvent } from "react";
import { Section } from "../../../components/ui/card.tsx";
import { CopyField } from "../../../components/ui/copy-field.tsx";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { SaveBar } from "../../../components/ui/save-bar.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useDraft } from "../../../components/ui/use-draft.ts";
import { showDone } from "../../../lib/desk/notices.ts";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { FormSkeleton } from "../../../components/ui/skeletons.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { usePatchTenant, useTenant } from "../api/use-tenant.ts";
import { settingsTexts } from "../settings-texts.ts";

type TenantSettings = RouteResult<typeof getTenant>;

export function GeneralPage() {
  const t = useTexts(settingsTexts);
  const tenant = useTenant();
  return (
    <Page title={t.sections.general}>
      <Loaded query={tenant} skeleton={<FormSkeleton />}>
        {(loaded) => <GeneralForm tenant={loaded} />}
      </Loaded>
    </Page>
  );
}

function GeneralForm({ tenant }: { tenant: TenantSettings }) {
  const t = useTexts(settingsTexts).general;
  const ui = useTexts(uiTexts);
  const patch = usePatchTenant();
  const { draft, isChanged, change, discard } = useDraft({
    name: tenant.name,
    minutes: String(tenant.editWindowMinutes),
  });
  const save = (event: FormEvent) => {
    event.preventDefault();
    patch.mutate(
      { name: draft.name, editWindowMinutes: Number(draft.minutes) },
      {
        onSuccess: () => {
          discard();
          showDone(ui.saved);
        },
      },
    );
  };
  return (
    <form onSubmit={save} className="flex flex-col gap-4">
      <Card>
        <Section title={t.profile} hint={t.profileHint}>
          <TextField
            label={t.name}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
            problem={fieldProblem(patch.error, "name")}
            maxLength={120}
            required
          />
        </Section>
        <Section title={t.identifiers} hint={t.identifiersHint}>
          <CopyField label={t.slug} value={tenant.slug} hint={t.slugHint} />
          <CopyField label={t.widgetKey} value={tenant.widgetKey} hint={t.widgetKeyHint} />
        </Section>
        <Section title={t.messages} hint={t.messagesHint}>
          <TextField
            label={t.editWindow}
            type="number"
            min={0}
            max={10_080}
            step={1}
            value={draft.minutes}
            onChange={(event) => change({ minutes: event.target.value })}
            hint={t.editWindowHint}
            problem={fieldProblem(patch.error, "editWindowMinutes")}
            className="max-w-80"
            required
          />
        </Section>
      </Card>
      <SaveBar
        isChanged={isChanged}
        saving={patch}
        onDiscard={() => {
          discard();
          patch.reset();
        }}
      />
    </form>
  );
}
