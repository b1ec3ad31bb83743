import { notFound } from "@chorus/kernel/app-error";
import type { SummaryContext } from "../context.ts";
import type { Reader } from "./read-summaries.ts";

/** Stores a reader's rating, replacing their earlier one. @throws AppError `not_found` */
export async function rateSummary(
  context: SummaryContext,
  reader: Reader,
  input: { summaryId: string; verdict: "up" | "down"; reason: string | null },
): Promise<void> {
  const { summaryId, verdict, reason } = input;
  await context.database.withTenant(reader.tenantId, async (tx) => {
    const known = await tx.selectFrom("summaries").select("id").where("id", "=", summaryId).executeTakeFirst();
    if (!known) throw notFound();
    await tx
      .insertInto("summary_feedback")
      .values({ tenant_id: reader.tenantId, summary_id: summaryId, user_id: reader.userId, verdict, reason })
      .onConflict((conflict) =>
        conflict.columns(["tenant_id", "summary_id", "user_id"]).doUpdateSet({ verdict, reason }),
      )
      .execute();
  });
}
