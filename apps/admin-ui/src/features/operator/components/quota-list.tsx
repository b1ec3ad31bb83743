import { QUOTAS } from "@chorus/contracts/quotas";
import type { Quota } from "@chorus/contracts/routes/quotas";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Loaded } from "../../../components/ui/page.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { showDone } from "../../../lib/desk/notices.ts";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { formatQuota, fromQuotaField, toQuotaField } from "../../../lib/language/format-quota.ts";
import { formatMoment } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useSetQuota, useTenantQuotas } from "../api/use-flags.ts";
import { operatorTexts } from "../operator-texts.ts";

/** What a company may use and has used, each with a field to change it. */
export function QuotaList({ tenantId }: { tenantId: string }) {
  const quotas = useTenantQuotas(tenantId);
  return (
    <Loaded query={quotas}>
      {(items) => (
        <div className="flex flex-col gap-3">
          {items.map((quota) => (
            <QuotaForm key={`${quota.quota} ${quota.amount}`} quota={quota} tenantId={tenantId} />
          ))}
        </div>
      )}
    </Loaded>
  );
}

function QuotaForm({ quota, tenantId }: { quota: Quota; tenantId: string }) {
  const texts = useTexts(operatorTexts);
  const t = texts.company;
  const save = useSetQuota(tenantId);
  const known = toQuotaField(quota.quota, quota.amount);
  const [amount, setAmount] = useState(known);
  const name = texts.quotas[quota.quota];
  const store = (value: number | null) =>
    save.mutate({ quota: quota.quota, amount: value }, { onSuccess: () => showDone(t.saved) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    store(fromQuotaField(quota.quota, amount));
  };
  const format = (value: number) => formatQuota(quota.quota, value);
  const used = quota.used === null ? t.unknown : t.used(format(quota.used), format(quota.amount));
  const resets =
    quota.resetsAt && QUOTAS[quota.quota].period !== "minute" ? t.resets(formatMoment(quota.resetsAt)) : null;
  const hint = [used, quota.isDefault ? t.isDefault : null, resets].filter((part) => part !== null).join(" · ");
  return (
    <form onSubmit={submit} aria-label={t.amountOf(name)} className="flex flex-wrap items-start gap-2">
      <TextField
        label={name}
        type="number"
        min={0}
        step={quota.quota === "stored_bytes" ? "any" : 1}
        value={amount}
        onChange={(event) => setAmount(event.target.value)}
        hint={hint}
        problem={fieldProblem(save.error, "amount")}
        className="min-w-56 flex-1"
        required
      />
      <div className="flex gap-2 sm:pt-6">
        {amount !== known && (
          <Button type="submit" look="primary" isBusy={save.isPending}>
            {t.save}
          </Button>
        )}
        {!quota.isDefault && (
          <Button look="quiet" isBusy={save.isPending} onClick={() => store(null)}>
            {t.useDefault}
          </Button>
        )}
      </div>
    </form>
  );
}
