import type { Tenant } from "@chorus/contracts/entities/tenant";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { Loaded } from "../../../components/ui/page.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { showDone } from "../../../lib/desk/notices.ts";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeleteTenant, useDeletion } from "../api/use-tenants.ts";
import { operatorTexts } from "../operator-texts.ts";

const COUNTS = ["conversations", "messages", "files", "people", "customers"] as const;

/** First what would go, counted; then the short name has to be typed. */
export function DeleteTenant({ tenant, onClose }: { tenant: Tenant; onClose: () => void }) {
  const t = useTexts(operatorTexts).remove;
  const ui = useTexts(uiTexts);
  const deletion = useDeletion(tenant.id);
  const remove = useDeleteTenant();
  const [typed, setTyped] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    remove.mutate(tenant.id, {
      onSuccess: () => {
        showDone(t.done(tenant.name));
        onClose();
      },
    });
  };
  return (
    <Dialog title={t.title(tenant.name)} description={t.text} isOpen onClose={onClose}>
      <Loaded query={deletion}>
        {(counted) => (
          <form onSubmit={submit} className="flex flex-col gap-4">
            <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-1.5 rounded-card bg-sunken px-4 py-3 text-sm">
              {COUNTS.map((name) => (
                <div key={name} className="contents">
                  <dt>{t.counts[name]}</dt>
                  <dd className="text-right font-medium tabular-nums">{formatNumber(counted[name])}</dd>
                </div>
              ))}
            </dl>
            <TextField
              label={t.typeSlug(tenant.slug)}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              required
            />
            <FormNote mutation={remove} saved={null} />
            <div className="flex justify-end gap-2">
              <Button onClick={onClose}>{ui.cancel}</Button>
              <Button type="submit" look="danger" disabled={typed !== tenant.slug} isBusy={remove.isPending}>
                {t.submit}
              </Button>
            </div>
          </form>
        )}
      </Loaded>
    </Dialog>
  );
}
