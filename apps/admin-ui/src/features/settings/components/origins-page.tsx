import { Origin } from "@chorus/contracts/entities/tenant";
import { Globe, Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { showDone, showProblem } from "../../../lib/desk/notices.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { usePatchTenant, useTenant } from "../api/use-tenant.ts";
import { settingsTexts } from "../settings-texts.ts";

export function OriginsPage() {
  const t = useTexts(settingsTexts);
  const tenant = useTenant();
  return (
    <Page title={t.sections.origins} description={t.origins.description}>
      <Loaded query={tenant} skeleton={<RowsSkeleton rows={3} />}>
        {(loaded) => <Origins origins={loaded.allowedOrigins} />}
      </Loaded>
    </Page>
  );
}

function Origins({ origins }: { origins: readonly string[] }) {
  const t = useTexts(settingsTexts).origins;
  const patch = usePatchTenant();
  const [entered, setEntered] = useState("");
  const [problem, setProblem] = useState<string | undefined>();
  const put = (allowedOrigins: readonly string[], onSuccess: () => void) =>
    patch.mutate({ allowedOrigins: [...allowedOrigins] }, { onSuccess, onError: showProblem });
  const add = (event: FormEvent) => {
    event.preventDefault();
    const origin = entered.trim().toLowerCase().replace(/\/$/, "");
    if (!Origin.safeParse(origin).success) setProblem(t.invalid);
    else if (origins.includes(origin)) setProblem(t.twice);
    else
      put([...origins, origin], () => {
        setEntered("");
        showDone(t.added(origin));
      });
  };
  const remove = (origin: string) =>
    put(
      origins.filter((other) => other !== origin),
      () => showDone(t.removed(origin), () => put(origins, () => undefined)),
    );
  return (
    <Card>
      <form noValidate onSubmit={add} className="flex items-start gap-3 border-b border-line px-4 py-4 md:px-5">
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
          className="min-w-0 flex-1"
        />
        <Button type="submit" look="primary" isBusy={patch.isPending} className="mt-6">
          <Plus aria-hidden="true" size={15} />
          {t.add}
        </Button>
      </form>
      {origins.length === 0 ? (
        <PanelMessage icon={Globe} title={t.empty}>
          {t.emptyHint}
        </PanelMessage>
      ) : (
        <ul className="divide-y divide-line">
          {origins.map((origin) => (
            <li key={origin} className="flex h-11 items-center gap-3 pr-3 pl-4 text-sm md:pl-5">
              <Globe aria-hidden="true" size={15} className="shrink-0 text-ink-3" />
              <span className="min-w-0 flex-1 truncate">{origin}</span>
              <IconButton label={t.remove(origin)} disabled={patch.isPending} onClick={() => remove(origin)}>
                <X aria-hidden="true" size={15} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
