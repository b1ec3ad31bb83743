import type { CustomerConversation } from "@chorus/contracts/entities/conversation";
import { PREVIEW_CHARACTERS } from "@chorus/contracts/entities/message";
import { cutText } from "@chorus/contracts/cut-text";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import { presentMessage } from "../present/present-event.ts";
import { readSeqOf } from "../rows/conversation-queries.ts";
import type { EventRow } from "../rows/event-queries.ts";

type Listed = NonNullable<CustomerConversation["listed"]>;

const UNREAD_COUNT_LIMIT = 100;

/** What a customer's list shows of conversations beside their state: the last message to be seen, and how many of others are unread. */
export async function readCustomerPreviews(
  tx: TenantTx,
  customerId: string,
  conversationIds: readonly string[],
): Promise<ReadonlyMap<string, Listed>> {
  if (conversationIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; last: EventRow | null; unread: number }>`
    select c.id, to_jsonb(last) as last, (
      select count(*)::integer from (
        select from events e
        where e.tenant_id = c.tenant_id and e.conversation_id = c.id and e.kind = 'message.created'
          and e.actor_type <> 'customer' and e.deleted_at is null
          and e.seq > ${readSeqOf(customerId)}
        limit ${sql.lit(UNREAD_COUNT_LIMIT)}) counted) as unread
    from conversations c
    left join lateral (
      select e.* from events e
      where e.tenant_id = c.tenant_id and e.conversation_id = c.id and e.kind = 'message.created' and e.deleted_at is null
      order by e.seq desc limit 1) last on true
    where c.id in (${sql.join(conversationIds)}) and c.customer_id = ${customerId}`.execute(tx);
  return new Map(rows.map(({ id, last, unread }) => [id, { lastMessage: last && previewOf(last), unread }]));
}

function previewOf(row: EventRow): Listed["lastMessage"] {
  // Dates of a row that was read as JSON are text.
  const dated = { ...row, created_at: new Date(row.created_at), edited_at: null };
  const { seq, kind, author, body, createdAt } = presentMessage(dated, "customer");
  return { seq, kind, author, body: cutText(body, PREVIEW_CHARACTERS), createdAt };
}
