import { type ReactNode, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { showDone, showProblem } from "../../../lib/desk/notices.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { type ListedTenant, useSetStatus } from "../api/use-tenants.ts";
import { operatorTexts } from "../operator-texts.ts";
import { DeleteTenant } from "./delete-tenant.tsx";
import { FlagList } from "./flag-list.tsx";
import { QuotaList } from "./quota-list.tsx";

/** What the operator may do about one company. */
export function TenantDialog({ listed, onClose }: { listed: ListedTenant; onClose: () => void }) {
  const t = useTexts(operatorTexts).company;
  const { tenant, status } = listed;
  const [isDeleting, setIsDeleting] = useState(false);
  const setStatus = useSetStatus();
  const isActive = status === "active";
  const toggle = () =>
    setStatus.mutate(
      { tenantId: tenant.id, isActive: !isActive },
      {
        onSuccess: () => showDone(isActive ? t.suspended(tenant.name) : t.resumed(tenant.name)),
        onError: showProblem,
      },
    );
  if (isDeleting) return <DeleteTenant tenant={tenant} onClose={onClose} />;
  return (
    <Dialog title={tenant.name} description={tenant.slug} isOpen isWide onClose={onClose}>
      <div className="flex flex-col gap-6">
        <Part title={t.quotas}>
          <QuotaList tenantId={tenant.id} />
        </Part>
        <Part title={t.flags}>
          <FlagList tenantId={tenant.id} />
        </Part>
        <Part title={t.account}>
          <Action hint={isActive ? t.suspendHint : t.resumeHint}>
            <Button isBusy={setStatus.isPending} onClick={toggle}>
              {isActive ? t.suspend : t.resume}
            </Button>
          </Action>
          <Action hint={t.removeHint}>
            <Button look="danger" onClick={() => setIsDeleting(true)}>
              {t.remove}
            </Button>
          </Action>
        </Part>
      </div>
    </Dialog>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-3">
      <h3 className="text-sm font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function Action({ hint, children }: { hint: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <p className="min-w-48 flex-1 text-xs text-ink-3">{hint}</p>
      {children}
    </div>
  );
}
