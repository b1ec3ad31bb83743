import { notFound } from "@chorus/kernel/app-error";
import { requirePermission, type Principal } from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import { readLog } from "../../exports/read-log.ts";
import { jsonList, streamText } from "@chorus/http/stream-text";
import { presentConversation } from "../present/present-conversation.ts";
import { presentEvent } from "../present/present-event.ts";
import { findConversation, type ConversationRow } from "../rows/conversation-queries.ts";

/** A conversation with its whole log, as agents see it. @throws AppError `not_found` */
export async function exportConversation(
  context: ChatContext,
  principal: Principal,
  conversationId: string,
): Promise<ReadableStream<Uint8Array>> {
  requirePermission(principal, "conversation.supervise");
  const { tenantId } = principal;
  const row = await context.database.readTenant(tenantId, (tx) => findConversation(tx, principal, conversationId));
  if (!row) throw notFound();
  return streamText(write(context, tenantId, row), { logger: context.logger, tenantId });
}

async function* write(context: ChatContext, tenantId: string, row: ConversationRow): AsyncGenerator<string> {
  yield `{"conversation":${JSON.stringify(presentConversation(row))},"events":`;
  yield* jsonList(eventsOf(context, tenantId, row));
  yield "}";
}

async function* eventsOf(context: ChatContext, tenantId: string, row: ConversationRow) {
  for await (const event of readLog(context.database, tenantId, { conversationId: row.id }))
    yield presentEvent(event, "agent", row);
}
