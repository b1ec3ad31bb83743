import { notFound } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import { requirePermission, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { auditActor, writeAudit } from "@chorus/database/write-audit";

/** Deletes a team; its conversations and queue entries stay, without a team. @throws AppError `not_found` */
export async function deleteTeam(
  context: ChatContext,
  principal: Principal,
  input: { teamId: string; requestId: string },
): Promise<void> {
  requirePermission(principal, "people.manage");
  const { tenantId } = principal;
  await context.database.withTenant(tenantId, async (tx) => {
    // Locked in the order in which messages lock conversations, to avoid deadlocks.
    await tx
      .selectFrom("conversations")
      .select("id")
      .where("team_id", "=", input.teamId)
      .orderBy("id")
      .forNoKeyUpdate()
      .execute();
    // From here on nobody gives it another conversation.
    await tx.selectFrom("teams").select("id").where("id", "=", input.teamId).forUpdate().execute();
    // The new transaction id makes the inbox sweep send these rows again.
    await tx
      .updateTable("conversations")
      .set({ team_id: null, changed_xid: sql`pg_current_xact_id()` })
      .where("team_id", "=", input.teamId)
      .execute();
    await tx.updateTable("chat_queue").set({ team_id: null }).where("team_id", "=", input.teamId).execute();
    const gone = await tx.deleteFrom("teams").where("id", "=", input.teamId).executeTakeFirst();
    if (gone.numDeletedRows === 0n) throw notFound();
    await writeAudit(tx, {
      tenantId,
      actor: auditActor(principal),
      action: "team.delete",
      target: { type: "team", id: input.teamId },
      requestId: input.requestId,
    });
  });
}
