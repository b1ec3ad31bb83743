import type { listSummaryUsage } from "@chorus/contracts/routes/summaries";
import { QUOTAS } from "@chorus/contracts/quotas";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { ModelContext } from "./provider.ts";
import type { Usage } from "./structured.ts";

const DAY_MS = 24 * 3_600_000;
const DAYS = 30;

export function today(context: Pick<ModelContext, "clock">): string {
  return new Date(context.clock.now()).toISOString().slice(0, 10);
}

export function costOf({ config }: Pick<ModelContext, "config">, { inputTokens, outputTokens }: Usage): number {
  const { input, output } = config.dollarsPerMillion;
  // Dollars per million tokens are microdollars per token.
  return Math.round(inputTokens * input + outputTokens * output);
}

/** Adds a call to its provider's row of the day. */
export async function recordUsage(
  context: ModelContext,
  tenantId: string,
  { provider, usage, hasFailed }: { provider: string; usage: Usage; hasFailed: boolean },
): Promise<void> {
  const { inputTokens, outputTokens } = usage;
  const cost = costOf(context, usage);
  await context.database.withTenant(tenantId, (tx) =>
    tx
      .insertInto("summary_usage")
      .values({
        ...{ tenant_id: tenantId, day: today(context), provider, calls: 1, failures: hasFailed ? 1 : 0 },
        ...{ input_tokens: inputTokens, output_tokens: outputTokens, cost_microdollars: cost },
      })
      .onConflict((conflict) =>
        conflict.columns(["tenant_id", "day", "provider"]).doUpdateSet(({ eb, ref }) => ({
          calls: eb(ref("summary_usage.calls"), "+", 1),
          failures: eb(ref("summary_usage.failures"), "+", hasFailed ? 1 : 0),
          input_tokens: eb(ref("summary_usage.input_tokens"), "+", inputTokens),
          output_tokens: eb(ref("summary_usage.output_tokens"), "+", outputTokens),
          cost_microdollars: eb(ref("summary_usage.cost_microdollars"), "+", cost),
        })),
      )
      .execute(),
  );
}

/** Tokens of remote models, of today and of this month, and how many the month has. */
export async function readTokensUsed(context: ModelContext, tenantId: string) {
  const day = today(context);
  const { rows, quota } = await context.database.readTenant(tenantId, async (tx) => ({
    rows: await tx
      .selectFrom("summary_usage")
      .select(["input_tokens", "output_tokens"])
      .select(({ cast, ref }) => cast<string>(ref("day"), "text").as("day_text"))
      .where("day", ">=", `${day.slice(0, 7)}-01` as never)
      .where("provider", "<>", "local")
      .execute(),
    quota: await tx
      .selectFrom("tenant_quotas")
      .select("amount")
      .where("quota", "=", "model_tokens_per_month")
      .executeTakeFirst(),
  }));
  const sum = (counted: typeof rows) => counted.reduce((all, row) => all + row.input_tokens + row.output_tokens, 0);
  return {
    tokensUsedToday: sum(rows.filter((row) => row.day_text === day)),
    tokensUsedThisMonth: sum(rows),
    monthlyTokenQuota: quota?.amount ?? QUOTAS.model_tokens_per_month.default,
  };
}

/** The last 30 days, newest first. */
export async function readUsage(
  context: ModelContext,
  tenantId: string,
): Promise<RouteResult<typeof listSummaryUsage>["items"]> {
  const since = new Date(context.clock.now() - DAYS * DAY_MS).toISOString().slice(0, 10);
  const rows = await context.database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom("summary_usage")
      .select(({ cast, ref }) => cast<string>(ref("day"), "text").as("day_text"))
      .select(["provider", "calls", "failures", "input_tokens", "output_tokens", "cost_microdollars"])
      .where("day", ">=", since as never)
      .orderBy("day", "desc")
      .orderBy("provider")
      .execute(),
  );
  return rows.map((row) => ({
    ...{ day: row.day_text, provider: row.provider, calls: row.calls, failures: row.failures },
    ...{ inputTokens: row.input_tokens, outputTokens: row.output_tokens, costMicrodollars: row.cost_microdollars },
  }));
}
