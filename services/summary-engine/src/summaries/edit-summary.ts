import type { Summary, SummarySection } from "@chorus/contracts/entities/summary";
import { AppError, notFound } from "@chorus/kernel/app-error";
import type { SummaryContext } from "../context.ts";
import { plainOf } from "@chorus/meaning/text/sentences";
import { presentSummaries } from "./present-summary.ts";
import type { Reader } from "./read-summaries.ts";

/**
 * Replaces a summary's text by an agent's, which is kept at later refreshes.
 * @throws AppError `not_found`; `conflict` when a newer one has replaced it; `invalid` for a message that is not there
 */
export async function editSummary(
  context: SummaryContext,
  reader: Reader,
  input: { summaryId: string; sections: SummarySection[] },
): Promise<Summary> {
  return context.database.withTenant(reader.tenantId, async (tx) => {
    const row = await tx
      .selectFrom("summaries")
      .selectAll()
      .where("id", "=", input.summaryId)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw notFound();
    if (!row.is_current) {
      throw new AppError("conflict", { detail: "A newer summary has replaced this one: edit that." });
    }
    const cited = [...new Set(input.sections.flatMap(({ statements }) => statements.flatMap(({ cites }) => cites)))];
    const known = await tx
      .selectFrom("events")
      .select("seq")
      .where("conversation_id", "=", row.conversation_id)
      .where("seq", "in", cited.length > 0 ? cited : [0])
      // A page that was opened before still has the words of what was deleted since.
      .where("deleted_at", "is", null)
      .execute();
    if (known.length < cited.length) {
      const message = "names a message that is not in this conversation";
      throw new AppError("invalid", { detail: `cites: ${message}`, errors: [{ path: "sections", message }] });
    }
    const sections = input.sections.map(({ name, statements }) => ({
      name,
      statements: statements.map(({ text, cites }) => ({ text: plainOf(text), cites })),
    }));
    const changed = await tx
      .updateTable("summaries")
      .set({
        sections: JSON.stringify(sections.filter(({ statements }) => statements.length > 0)),
        edited_by: reader.userId,
        edited_at: new Date(context.clock.now()),
      })
      .where("id", "=", row.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    const [summary] = await presentSummaries(tx, [changed], reader.userId);
    if (!summary) throw notFound();
    return summary;
  });
}
