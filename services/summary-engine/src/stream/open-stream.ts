import type { CheckedSession } from "@chorus/auth/session-check";
import type { SummaryContext } from "../context.ts";
import { requireConversation } from "../summaries/read-summaries.ts";

/** A stream of server-sent events until the summary is written or the watcher's access ends. @throws AppError `not_found` for a conversation that this tenant does not have */
export async function openStream(
  context: SummaryContext,
  watcher: CheckedSession,
  conversationId: string,
): Promise<ReadableStream<Uint8Array>> {
  const { tenantId } = watcher;
  await context.database.readTenant(tenantId, (tx) => requireConversation(tx, watcher, conversationId));
  const isLive = async () => (await context.authenticator.stateOf(watcher)) === "live";
  return context.streams.open({ tenantId, conversationId }, { ...watcher, isLive });
}
