import type { SyncItem, SyncResult } from "@chorus/contracts/routes/internal-chat";
import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { isCustomer, requirePermission } from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import { refusalOf } from "../../messages/append-result.ts";
import { selectReceipts, visibleReceipts, type ReceiptRow } from "../../messages/receipt-queries.ts";
import { presentConversationFor } from "../present/present-conversation.ts";
import { presentEvent } from "../present/present-event.ts";
import { countUnread, findConversations, type ConversationRow } from "../rows/conversation-queries.ts";
import { readSlices, type Slice } from "./read-slices.ts";

/** What one answer may hold, but for its first item, which may always have all of its own. */
const MAX_EVENTS = 1_000;

/** What the events and receipts of the items are of. */
interface Found {
  /** Those that somebody who asks for them may read. */
  readonly conversations: ReadonlyMap<string, ConversationRow>;
  readonly receipts: ReadonlyMap<string, ReceiptRow[]>;
  readonly unread: ReadonlyMap<string, number>;
}

/**
 * What subscribers of one tenant miss, all of it in one snapshot: heads, events, receipts, the conversation. A storm of
 * resumes is a few calls, and who misses the same shares what was read.
 * @returns in the order of the items; null for those that the answer has no room for
 */
export async function syncConversations(
  context: ChatContext,
  tenantId: string,
  items: readonly SyncItem[],
): Promise<(SyncResult | null)[]> {
  const refusals = items.map((item) => refusalBeforehand(tenantId, item));
  return context.database.readTenant(tenantId, async (tx) => {
    const asked = items.filter((_, index) => !refusals[index]);
    const found = await find(tx, asked);
    const readable = asked.filter((item) => conversationOf(found, item));
    const slices = await readSlices(tx, readable, { conversations: found.conversations, maxEvents: MAX_EVENTS });
    const epoch = context.epoch.current();
    return items.map((item, index) => {
      const refusal = refusals[index];
      if (refusal) return refusal;
      const row = conversationOf(found, item);
      if (!row) return refusalOf("not_found");
      const slice = slices.of(item);
      return slice && snapshotOf(epoch, item, { row, slice, receipts: found.receipts.get(row.id) ?? [] });
    });
  });
}

function refusalBeforehand(tenantId: string, { principal }: SyncItem): Extract<SyncResult, { ok: false }> | null {
  if (principal.tenantId !== tenantId) return refusalOf("forbidden");
  try {
    requirePermission(principal, "conversation.read");
    return null;
  } catch (error) {
    if (error instanceof AppError) return refusalOf(error.code);
    throw error;
  }
}

async function find(tx: TenantTx, items: readonly SyncItem[]): Promise<Found> {
  const ids = [...new Set(items.map(({ conversationId }) => conversationId))];
  if (ids.length === 0) return { conversations: new Map(), receipts: new Map(), unread: new Map() };
  const conversations = await findConversations(tx, "system", ids);
  const receipts = await selectReceipts(tx, ids);
  const readers = items
    .filter(({ principal }) => !isCustomer(principal))
    .map(({ conversationId, principal }) => ({ conversationId, readerId: principal.userId }));
  const distinct = new Map(readers.map((reader) => [`${reader.conversationId} ${reader.readerId}`, reader]));
  const unread = await countUnread(tx, [...distinct.values()]);
  const byConversation = new Map<string, ReceiptRow[]>(ids.map((id) => [id, []]));
  for (const row of receipts) byConversation.get(row.conversation_id)?.push(row);
  return {
    conversations: new Map(conversations.map((row) => [row.id, row])),
    receipts: byConversation,
    unread: new Map(unread.map((row) => [`${row.conversation_id} ${row.reader_id}`, row.unread])),
  };
}

/** As this reader has it; null when it is not theirs to see. */
function conversationOf(
  { conversations, unread }: Found,
  { conversationId, principal }: SyncItem,
): ConversationRow | null {
  const row = conversations.get(conversationId);
  if (!row) return null;
  if (isCustomer(principal)) return row.customer_id === principal.userId ? row : null;
  return { ...row, unread: unread.get(`${conversationId} ${principal.userId}`) ?? 0 };
}

function snapshotOf(
  epoch: string,
  { principal }: SyncItem,
  { row, slice, receipts }: { row: ConversationRow; slice: Slice; receipts: readonly ReceiptRow[] },
): SyncResult {
  const audience = isCustomer(principal) ? "customer" : "agent";
  return {
    ok: true,
    epoch,
    headSeq: row.last_seq,
    publicHeadSeq: row.last_public_seq,
    customerId: row.customer_id,
    events: slice.rows.map((event) => presentEvent(event, audience, row)),
    hasMore: slice.hasMore,
    receipts: visibleReceipts(receipts, audience),
    conversation: presentConversationFor(principal, row),
  };
}
