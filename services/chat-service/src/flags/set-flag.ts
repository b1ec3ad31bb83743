import { type FlagName, isTenantsFlag } from "@chorus/contracts/flags";
import { SYSTEM_TENANT } from "@chorus/contracts/tasks";
import type { TenantTx } from "@chorus/database/database";
import { AppError, notFound } from "@chorus/kernel/app-error";
import type { ChatContext } from "../context.ts";
import { writeAudit, type AuditEntry } from "@chorus/database/write-audit";
import { writeOperatorLog } from "../audit/operator-log.ts";
import { requireFuture } from "../require-future.ts";
import { lockTenant } from "../tenants/queries.ts";
import { presentSet, readFlags, type Flag } from "./read-flags.ts";

export interface FlagValue {
  isOn: boolean;
  percentage: number;
  expiresAt: string | null;
}

export interface SetFlagInput {
  flag: FlagName;
  /** Null: for all tenants. */
  tenantId: string | null;
  /** Null: nothing is set any more. */
  value: FlagValue | null;
  requestId: string;
}

/**
 * On behalf of the operator. Every process knows within moments.
 * @throws AppError `not_found` for a tenant that is not there, `invalid` for a share of what is of the whole installation, and for an end that is over
 */
export async function setFlag(context: ChatContext, input: SetFlagInput): Promise<Flag> {
  const { flag, tenantId, value, requestId } = input;
  requireWhole(input);
  requireFuture("expiresAt", value?.expiresAt ?? null, context.clock.now());
  await context.database.withTenant(tenantId ?? SYSTEM_TENANT, async (tx) => {
    if (tenantId !== null) await lockTenant(tx);
    const change = await storeFlag(context, tx, {
      flag,
      tenantId: tenantId ?? SYSTEM_TENANT,
      setBy: "operator",
      value,
    });
    const detail = { flag, ...change };
    const action = "flag.set";
    if (tenantId === null) await writeOperatorLog(context, tx, { action, aboutTenantId: null, detail, requestId });
    else
      await writeAudit(tx, {
        ...{ tenantId, action, detail, requestId, actor: { type: "operator", id: null } },
        target: { type: "tenant", id: tenantId },
      } satisfies AuditEntry);
  });
  await context.flagsChanged();
  const changed = (await readFlags(context, tenantId)).find((known) => known.flag === flag);
  if (!changed) throw notFound();
  return changed;
}

function requireWhole({ flag, value }: SetFlagInput): void {
  if (isTenantsFlag(flag) || value === null || value.percentage === 100) return;
  const message = "must be 100: this is of the whole installation";
  throw new AppError("invalid", { detail: `percentage: ${message}`, errors: [{ path: "percentage", message }] });
}

/** @returns what was set before, and what is now */
export async function storeFlag(
  { clock }: Pick<ChatContext, "clock">,
  tx: TenantTx,
  set: { flag: FlagName; tenantId: string; setBy: "operator" | "tenant"; value: FlagValue | null },
): Promise<{ from: FlagValue | null; to: FlagValue | null }> {
  const { flag, tenantId, setBy, value } = set;
  const before = await tx
    .selectFrom("feature_flags")
    .selectAll()
    .where("flag", "=", flag)
    .where("set_by", "=", setBy)
    .forUpdate()
    .executeTakeFirst();
  if (value === null) {
    await tx.deleteFrom("feature_flags").where("flag", "=", flag).where("set_by", "=", setBy).execute();
  } else {
    const columns = {
      ...{ is_on: value.isOn, percentage: value.percentage, expires_at: value.expiresAt },
      changed_at: new Date(clock.now()),
    };
    await tx
      .insertInto("feature_flags")
      .values({ tenant_id: tenantId, flag, set_by: setBy, ...columns })
      .onConflict((conflict) => conflict.columns(["tenant_id", "flag", "set_by"]).doUpdateSet(columns))
      .execute();
  }
  return { from: valueOf(presentSet(before)), to: value };
}

function valueOf(set: FlagValue | null): FlagValue | null {
  return set && { isOn: set.isOn, percentage: set.percentage, expiresAt: set.expiresAt };
}
