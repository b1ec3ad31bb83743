import { FLAG_NAMES, type FlagName, flagSpec, isTenantsFlag } from "@chorus/contracts/flags";
import type { listFlags } from "@chorus/contracts/routes/flags";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import { SYSTEM_TENANT } from "@chorus/contracts/tasks";
import type { TenantTx } from "@chorus/database/database";
import type { FeatureFlagsTable } from "@chorus/database/tables/operator";
import { evaluate, type Evaluated, type FindValue } from "@chorus/flags/evaluate";
import { toTimestamp } from "@chorus/kernel/clock";
import type { Selectable } from "kysely";
import type { ChatContext } from "../context.ts";

export type Flag = RouteResult<typeof listFlags>["items"][number];
export type FlagRow = Selectable<FeatureFlagsTable>;

/**
 * Every flag, and what counts for a tenant when one is named, as it is in Postgres now.
 * @param tenantId null: what is set for all; SYSTEM_TENANT: with what counts for the whole installation
 */
export async function readFlags(
  context: Pick<ChatContext, "database" | "clock">,
  tenantId: string | null,
): Promise<(Flag & { from: Evaluated["from"] | null })[]> {
  const { database } = context;
  const scopes = [...new Set([SYSTEM_TENANT, tenantId ?? SYSTEM_TENANT])];
  const names = scopes.length === 1 ? FLAG_NAMES : FLAG_NAMES.filter(isTenantsFlag);
  const rows = (await Promise.all(scopes.map((scope) => database.readTenant(scope, rowsOf)))).flat();
  const rowOf = (scope: string | null, flag: FlagName, setBy: FlagRow["set_by"]) =>
    rows.find((row) => row.tenant_id === scope && row.flag === flag && row.set_by === setBy);
  const find: FindValue = (scope, flag, setBy) => {
    const row = rowOf(scope, flag, setBy);
    return (
      row && { tenantId: scope, flag, setBy, isOn: row.is_on, percentage: row.percentage, expiresAtMs: endOf(row) }
    );
  };
  return names.map((flag) => {
    const { kind, does, owner, default: isOnByDefault } = flagSpec(flag);
    const counts = tenantId === null ? null : evaluate(find, flag, tenantId, context.clock.now());
    return {
      ...{ flag, kind, does, owner, default: isOnByDefault },
      forAll: presentSet(rowOf(SYSTEM_TENANT, flag, "operator")),
      forTenant: presentSet(rowOf(tenantId, flag, "operator")),
      isOffByTenant: rowOf(tenantId, flag, "tenant")?.is_on === false,
      ...{ isOn: counts?.isOn ?? null, from: counts?.from ?? null },
    };
  });
}

function rowsOf(tx: TenantTx): Promise<FlagRow[]> {
  return tx.selectFrom("feature_flags").selectAll().execute();
}

const endOf = ({ expires_at: at }: Pick<FlagRow, "expires_at">): number | null => at?.getTime() ?? null;

/** Null where nothing was set. */
export function presentSet(row: Omit<FlagRow, "tenant_id" | "flag" | "set_by"> | undefined): Flag["forAll"] {
  if (!row) return null;
  const { is_on: isOn, percentage, expires_at: expiresAt, changed_at: changedAt } = row;
  return {
    ...{ isOn, percentage, changedAt: toTimestamp(changedAt) },
    expiresAt: expiresAt && toTimestamp(expiresAt),
  };
}
