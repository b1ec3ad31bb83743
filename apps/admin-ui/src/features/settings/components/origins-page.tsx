import { Origin } from "@chorus/contracts/entities/tenant";
import { Globe, Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { usePatchTenant, useTenant } from "../api/use-tenant.ts";
import { settingsTexts } from "../settings-texts.ts";

export function OriginsPage() {
  const t = useTexts(settingsTexts);
  const tenant = useTenant();
  return (
    <Page title={t.sections.origins} description={t.origins.description}>
      <Loaded query={tenant}>{(loaded) => <Origins origins={loaded.allowedOrigins} />}</Loaded>
    </Page>
  );
}

function Origins({ origins }: { origins: readonly string[] }) {
  const t = useTexts(settingsTexts).origins;
  const ui = useTexts(uiTexts);
  const patch = usePatchTenant();
  const [entered, setEntered] = useState("");
  const [problem, setProblem] = useState<string | undefined>();
  const add = (event: FormEvent) => {
    event.preventDefault();
    const origin = entered.trim().toLowerCase().replace(/\/$/, "");
    if (!Origin.safeParse(origin).success) setProblem(t.invalid);
    else if (origins.includes(origin)) setProblem(t.twice);
    else patch.mutate({ allowedOrigins: [...origins, origin] }, { onSuccess: () => setEntered("") });
  };
  return (
    <>
      <Card>
        <form onSubmit={add} className="flex flex-wrap items-start gap-3 p-5">
          <TextField
            label={t.label}
            value={entered}
            onChange={(event) => {
              setEntered(event.target.value);
              setProblem(undefined);
            }}
            hint={t.hint}
            problem={problem}
            inputMode="url"
            autoCapitalize="none"
            spellCheck={false}
            className="min-w-56 flex-1"
            required
          />
          <Button type="submit" look="primary" isBusy={patch.isPending} className="mt-6 h-10">
            <Plus aria-hidden="true" size={15} />
            {t.add}
          </Button>
        </form>
      </Card>
      <FormNote mutation={patch} saved={ui.saved} />
      <Card>
        {origins.length === 0 ? (
          <PanelMessage icon={Globe} title={t.empty}>
            {t.emptyHint}
          </PanelMessage>
        ) : (
          <ul className="divide-y divide-line">
            {origins.map((origin) => (
              <li key={origin} className="flex items-center gap-3 py-1.5 pr-3 pl-5 text-sm">
                <Globe aria-hidden="true" size={15} className="shrink-0 text-ink-mute" />
                <span className="min-w-0 flex-1 break-all">{origin}</span>
                <IconButton
                  label={t.remove(origin)}
                  disabled={patch.isPending}
                  onClick={() => patch.mutate({ allowedOrigins: origins.filter((other) => other !== origin) })}
                >
                  <X aria-hidden="true" size={15} />
                </IconButton>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}
