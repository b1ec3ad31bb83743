import { useBlocker } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { FormNote } from "../../../../components/ui/form-note.tsx";
import { uiTexts } from "../../../../components/ui/ui-texts.ts";
import { useTexts } from "../../../../lib/language/texts.ts";
import { usePatchTenant } from "../../api/use-tenant.ts";
import { changesOf, draftOf, type TenantSettings, type WidgetDraft, wrongFields } from "../widget-draft.ts";
import { widgetTexts } from "../widget-texts.ts";
import { LookFields } from "./look-fields.tsx";
import { PrechatFields } from "./prechat-fields.tsx";
import { PrivacyFields } from "./privacy-fields.tsx";
import { WidgetPreview } from "./widget-preview.tsx";
import { WordFields } from "./word-fields.tsx";

export function WidgetForm({ tenant }: { tenant: TenantSettings }) {
  const t = useTexts(widgetTexts);
  const ui = useTexts(uiTexts);
  const patch = usePatchTenant();
  const saved = draftOf(tenant);
  const [edited, setEdited] = useState<Partial<WidgetDraft>>({});
  const [tries, setTries] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const draft = { ...saved, ...edited };
  const changes = changesOf(draft, saved);
  const isChanged = Object.keys(changes).length > 0;
  const wrong = tries > 0 ? wrongFields(draft) : [];

  useBlocker({
    shouldBlockFn: () => isChanged && !globalThis.confirm(t.leave),
    enableBeforeUnload: isChanged,
  });
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [tries]);

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (wrongFields(draft).length > 0) {
      setTries(tries + 1);
      return;
    }
    setTries(0);
    patch.mutate({ widget: changes }, { onSuccess: () => setEdited({}) });
  };
  const change = (part: Partial<WidgetDraft>) => setEdited((before) => ({ ...before, ...part }));
  const parts = { draft, change, wrong, error: patch.error };
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_21rem]">
      <form ref={form} noValidate onSubmit={save} className="flex min-w-0 flex-col gap-5">
        <LookFields {...parts} />
        <WordFields {...parts} />
        <PrechatFields {...parts} />
        <PrivacyFields {...parts} />
        <div className="sticky bottom-0 z-10 -mx-1 flex flex-wrap items-center gap-3 border-t border-line bg-sunken px-1 py-3">
          <Button type="submit" look="primary" isBusy={patch.isPending} disabled={!isChanged}>
            {ui.save}
          </Button>
          {isChanged && (
            <Button
              look="quiet"
              onClick={() => {
                setEdited({});
                setTries(0);
                patch.reset();
              }}
            >
              {t.discard}
            </Button>
          )}
          {isChanged && !patch.error && <output className="text-sm text-ink-mute">{t.unsaved}</output>}
          <FormNote mutation={patch} saved={isChanged ? null : ui.saved} />
        </div>
      </form>
      <WidgetPreview draft={draft} tenantName={tenant.name} widgetKey={tenant.widgetKey} />
    </div>
  );
}
