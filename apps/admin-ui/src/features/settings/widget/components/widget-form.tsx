import type { WidgetLanguage } from "@chorus/contracts/entities/tenant";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { SaveBar } from "../../../../components/ui/save-bar.tsx";
import { uiTexts } from "../../../../components/ui/ui-texts.ts";
import { showDone } from "../../../../lib/desk/notices.ts";
import { useTexts } from "../../../../lib/language/texts.ts";
import { usePatchTenant } from "../../api/use-tenant.ts";
import { changesOf, draftOf, type TenantSettings, type WidgetDraft, wrongFields } from "../widget-draft.ts";
import { LookFields } from "./look-fields.tsx";
import { PrechatFields } from "./prechat-fields.tsx";
import { PrivacyFields } from "./privacy-fields.tsx";
import { WidgetPreview } from "./widget-preview.tsx";
import { WordFields } from "./word-fields.tsx";

export function WidgetForm({ tenant }: { tenant: TenantSettings }) {
  const ui = useTexts(uiTexts);
  const patch = usePatchTenant();
  const saved = draftOf(tenant);
  const [edited, setEdited] = useState<Partial<WidgetDraft>>({});
  const [tries, setTries] = useState(0);
  const [chosenLanguage, chooseLanguage] = useState<WidgetLanguage | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const draft = { ...saved, ...edited };
  const changes = changesOf(draft, saved);
  const isChanged = Object.keys(changes).length > 0;
  const language = chosenLanguage ?? draft.language;
  const wrong = tries > 0 ? wrongFields(draft) : [];

  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [tries]);

  const save = (event: FormEvent) => {
    event.preventDefault();
    const problems = wrongFields(draft);
    if (problems.length > 0) {
      // What is missing is missing in the default language.
      if (problems.includes("privacyText")) chooseLanguage(null);
      setTries(tries + 1);
      return;
    }
    setTries(0);
    patch.mutate(
      { widget: changes },
      {
        onSuccess: () => {
          setEdited({});
          showDone(ui.saved);
        },
      },
    );
  };
  const change = (part: Partial<WidgetDraft>) => {
    setEdited((before) => ({ ...before, ...part }));
    // Who chooses a default language wants to see it.
    if (part.language) chooseLanguage(null);
  };
  const parts = { draft, change, language, wrong, error: patch.error };
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_21rem]">
      <form ref={form} noValidate onSubmit={save} className="flex min-w-0 flex-col gap-5">
        <LookFields {...parts} />
        <WordFields {...parts} onLanguage={chooseLanguage} />
        <PrechatFields {...parts} />
        <PrivacyFields {...parts} />
        <SaveBar
          isChanged={isChanged}
          saving={patch}
          onDiscard={() => {
            setEdited({});
            setTries(0);
            patch.reset();
          }}
        />
      </form>
      <WidgetPreview draft={draft} language={language} tenantName={tenant.name} widgetKey={tenant.widgetKey} />
    </div>
  );
}
