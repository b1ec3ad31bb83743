import type { getSummarySettings, patchSummarySettings } from "@chorus/contracts/routes/summaries";
import type { RouteBody, RouteResult } from "@chorus/contracts/routes/define-route";
import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import type { ModelContext } from "./provider.ts";
import { readTokensUsed } from "./usage.ts";

/** The model that a tenant has chosen, and its daily budget. */
export type ModelSettings = RouteResult<typeof getSummarySettings>;

const DEFAULTS = { provider: "local", dailyTokenBudget: 500_000, masksPersonalData: true };

export async function readSettings(context: ModelContext, tenantId: string): Promise<ModelSettings> {
  const row = await context.database.readTenant(tenantId, (tx) =>
    tx.selectFrom("summary_settings").selectAll().executeTakeFirst(),
  );
  const chosen = row
    ? {
        provider: row.provider,
        dailyTokenBudget: row.daily_token_budget,
        masksPersonalData: row.masks_personal_data,
      }
    : DEFAULTS;
  // The operator may have lowered the maximum since.
  const dailyTokenBudget = Math.min(chosen.dailyTokenBudget, context.config.mostDailyTokens);
  return { ...chosen, dailyTokenBudget, ...(await readTokensUsed(context, tenantId)) };
}

export async function masksPersonalData(tx: TenantTx): Promise<boolean> {
  const row = await tx.selectFrom("summary_settings").select("masks_personal_data").executeTakeFirst();
  return row?.masks_personal_data ?? DEFAULTS.masksPersonalData;
}

/** @throws AppError `invalid` for a provider that this installation does not have, and for a budget above the operator's */
export async function changeSettings(
  context: ModelContext,
  tenantId: string,
  change: RouteBody<typeof patchSummarySettings>,
): Promise<ModelSettings> {
  const names = ["local", ...context.remote.map(({ name }) => name)];
  if (change.provider !== undefined && !names.includes(change.provider)) {
    const message = `this installation has ${names.join(", ")}`;
    throw new AppError("invalid", { detail: `provider: ${message}`, errors: [{ path: "provider", message }] });
  }
  const most = context.config.mostDailyTokens;
  if (change.dailyTokenBudget !== undefined && change.dailyTokenBudget > most) {
    const message = `this installation allows ${most} tokens a day`;
    throw new AppError("invalid", {
      detail: `dailyTokenBudget: ${message}`,
      errors: [{ path: "dailyTokenBudget", message }],
    });
  }
  const columns = {
    ...(change.provider === undefined ? {} : { provider: change.provider }),
    ...(change.dailyTokenBudget === undefined ? {} : { daily_token_budget: change.dailyTokenBudget }),
    ...(change.masksPersonalData === undefined ? {} : { masks_personal_data: change.masksPersonalData }),
    updated_at: new Date(context.clock.now()),
  };
  await context.database.withTenant(tenantId, (tx) =>
    tx
      .insertInto("summary_settings")
      .values({ tenant_id: tenantId, ...columns })
      .onConflict((conflict) => conflict.column("tenant_id").doUpdateSet(columns))
      .execute(),
  );
  return readSettings(context, tenantId);
}
