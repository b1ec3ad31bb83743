import { afterCommit, type TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { Clock } from "@chorus/kernel/clock";
import { UNREAD_TOPIC, writeOutbox } from "../outbox/write-outbox.ts";
import { type Ending, writeRevocation } from "./revoke.ts";

/** Older news is left where it is: nobody expects a mail about it. The links in mails hold as long. */
const NEWS_MS = 30 * 24 * 3_600_000;

interface AddressChange {
  tenantId: string;
  customerId: string;
  /** The new one; undefined when it stays. */
  email: string | null | undefined;
  /** The new one; undefined when it stays. */
  phone?: string | null | undefined;
}

/**
 * Call before a customer's mail address or number is changed: whoever got a mail at the former one reads and writes with its link no
 * longer, and what the customer has not read is decided about for the new one.
 */
export async function leaveFormerAddress(
  context: Ending & { clock: Clock },
  tx: TenantTx,
  { tenantId, customerId, email, phone }: AddressChange,
): Promise<void> {
  if (email === undefined && phone === undefined) return;
  const before = await tx
    .selectFrom("customers")
    .select(["email", "phone"])
    .where("id", "=", customerId)
    .executeTakeFirst();
  if (!before) return;
  const isOtherEmail = email !== undefined && !isSameAddress(before.email, email);
  const isOtherPhone = phone !== undefined && before.phone !== phone;
  if (isOtherEmail && before.email) await endLinkSessions(context, tx, { tenantId, customerId });
  if ((isOtherEmail && email !== null) || (isOtherPhone && phone !== null)) {
    await decideUnread(context, tx, { tenantId, customerId });
  }
}

/** In capitals or small letters, as tokens may have signed it. */
export function isSameAddress(one: string | null, other: string | null): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}

async function endLinkSessions(
  context: Ending,
  tx: TenantTx,
  { tenantId, customerId }: { tenantId: string; customerId: string },
): Promise<void> {
  const ended = await tx
    .updateTable("devices")
    .set({ revoked_at: sql<Date>`now()` })
    .where("customer_id", "=", customerId)
    .where("conversation_id", "is not", null)
    .where("revoked_at", "is", null)
    .returning("id")
    .execute();
  for (const { id: sessionId } of ended)
    await writeRevocation(context, tx, { tenantId, userId: customerId, sessionId });
}

/** The decision finds out by itself what came before, and to which address. */
async function decideUnread(
  context: Ending & { clock: Clock },
  tx: TenantTx,
  { tenantId, customerId }: { tenantId: string; customerId: string },
): Promise<void> {
  const read = sql<number>`greatest(r.read_seq, 0)`;
  const unread = await tx
    .selectFrom("conversations as c")
    .leftJoin("receipts as r", (join) =>
      join
        .onRef("r.tenant_id", "=", "c.tenant_id")
        .onRef("r.conversation_id", "=", "c.id")
        .onRef("r.user_id", "=", "c.customer_id"),
    )
    .select(["c.id", read.as("read_seq")])
    .where("c.customer_id", "=", customerId)
    .where("c.news_at", ">", new Date(context.clock.now() - NEWS_MS))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("events as e")
          .select("e.seq")
          .whereRef("e.conversation_id", "=", "c.id")
          .where("e.seq", ">", read)
          .where("e.kind", "=", "message.created")
          .where("e.actor_type", "in", ["agent", "assistant"])
          .where("e.deleted_at", "is", null),
      ),
    )
    .orderBy("c.id")
    .execute();
  for (const { id: conversationId, read_seq: readSeq } of unread)
    await writeOutbox(tx, tenantId, UNREAD_TOPIC, { conversationId, firstSeq: readSeq + 1 });
  if (unread.length > 0) afterCommit(tx, () => context.publisher.outboxChanged());
}
