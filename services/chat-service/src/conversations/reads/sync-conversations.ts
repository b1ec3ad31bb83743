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
import { selectAhead } from "../../routing/select-ahead.ts";
import { readSlices, type Slice } from "./read-slices.ts";

/** Limits of one answer; the first item may exceed them. */
const MAX_EVENTS = 1_000;

/** What is read of the conversations that the items name. */
interface SyncRows {
  /** Only those that one of their readers may see. */
  readonly conversations: ReadonlyMap<string, ConversationRow>;
  readonly receipts: ReadonlyMap<string, ReceiptRow[]>;
  readonly unread: ReadonlyMap<string, number>;
  /** How many are before the conversations that a customer waits in. */
  readonly ahead: ReadonlyMap<string, number>;
}

/**
 * What the subscribers of one tenant have missed, read in one snapshot: heads, events, receipts, the conversation. Equal ranges
 * are read once, so that a resume storm is a few calls.
 * @returns in the order of the items; null for those that the answer had no room for
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
      if (!slice) return null;
      const receipts = found.receipts.get(row.id) ?? [];
      return snapshotOf(epoch, item, { row, slice, receipts, queueAhead: found.ahead.get(row.id) ?? null });
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

async function find(tx: TenantTx, items: readonly SyncItem[]): Promise<SyncRows> {
  const ids = [...new Set(items.map(({ conversationId }) => conversationId))];
  if (ids.length === 0) return { conversations: new Map(), receipts: new Map(), unread: new Map(), ahead: new Map() };
  const conversations = await findConversations(tx, "system", ids);
  const receipts = await selectReceipts(tx, ids);
  const readers = items
    .filter(({ principal }) => !isCustomer(principal))
    .map(({ conversationId, principal }) => ({ conversationId, readerId: principal.userId }));
  const distinct = new Map(readers.map((reader) => [`${reader.conversationId} ${reader.readerId}`, reader]));
  const unread = await countUnread(tx, [...distinct.values()]);
  const customers = new Set(items.filter(({ principal }) => isCustomer(principal)).map((item) => item.conversationId));
  const waiting = conversations.filter(({ id, status }) => status === "queued" && customers.has(id));
  const byConversation = new Map<string, ReceiptRow[]>(ids.map((id) => [id, []]));
  for (const row of receipts) byConversation.get(row.conversation_id)?.push(row);
  return {
    conversations: new Map(conversations.map((row) => [row.id, row])),
    receipts: byConversation,
    unread: new Map(unread.map((row) => [`${row.conversation_id} ${row.reader_id}`, row.unread])),
    ahead: waiting.length === 0 ? new Map() : await selectAhead(tx, waiting),
  };
}

/** As this reader sees it; null when they may not. */
function conversationOf(
  { conversations, unread }: SyncRows,
  { conversationId, principal }: SyncItem,
): ConversationRow | null {
  const row = conversations.get(conversationId);
  if (!row) return null;
  if (isCustomer(principal)) return row.customer_id === principal.userId ? row : null;
  return { ...row, unread: unread.get(`${conversationId} ${principal.userId}`) ?? 0 };
}

interface SnapshotParts {
  row: ConversationRow;
  slice: Slice;
  receipts: readonly ReceiptRow[];
  queueAhead: number | null;
}

function snapshotOf(
  epoch: string,
  { principal }: SyncItem,
  { row, slice, receipts, queueAhead }: SnapshotParts,
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
    queueAhead: audience === "customer" ? queueAhead : null,
  };
}
