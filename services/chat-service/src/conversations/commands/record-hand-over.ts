import type { HandOver } from "@chorus/contracts/entities/event";
import { appendEventsWithin, requireAppended } from "@chorus/database/append-events";
import { notFound } from "@chorus/kernel/app-error";
import type { ChatContext } from "../../context.ts";
import { lockConversation } from "../rows/conversation-queries.ts";

export interface RecordedHandOver {
  tenantId: string;
  conversationId: string;
  /** The same hand-over has the same id, however often it is told. */
  handOverId: string;
  reason: HandOver["reason"];
  teamId: string | null;
  turnId: string | null;
}

/** Shows the desk that a person is to answer from now on. @throws AppError `not_found` for the conversation or the team */
export async function recordHandOver(context: ChatContext, handOver: RecordedHandOver): Promise<void> {
  const { tenantId, conversationId, handOverId, reason, teamId, turnId } = handOver;
  const seq = await context.database.withTenant(tenantId, async (tx) => {
    const team =
      teamId === null
        ? null
        : await tx.selectFrom("teams").select(["id", "name"]).where("id", "=", teamId).executeTakeFirst();
    if (team === undefined) throw notFound();
    if (!(await lockConversation(tx, "system", conversationId))) throw notFound();
    const known = await tx.selectFrom("events").select("seq").where("id", "=", handOverId).executeTakeFirst();
    if (known) return null;
    const data = { reason, team, turnId };
    const [appended] = await appendEventsWithin(tx, tenantId, [
      {
        ...{ conversationId, id: handOverId, kind: "conversation.handed_over" },
        ...{ actorType: "assistant", actorId: null, data },
      },
    ]);
    return requireAppended(appended).seq;
  });
  if (seq !== null) await context.publisher.published([{ tenantId, conversationId, seq }]);
}
