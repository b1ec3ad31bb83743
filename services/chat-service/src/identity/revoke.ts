import type { ControlMessage } from "@chorus/contracts/bus/messages";
import { afterCommit, type TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import { REVOCATION_TOPIC, writeOutbox } from "../outbox/write-outbox.ts";

/** Whose sockets are closed: one session's, one person's, or the whole tenant's. */
export interface Revocation {
  tenantId: string;
  userId: string | null;
  sessionId: string | null;
}

export interface Ending {
  authenticator: Pick<ChatContext["authenticator"], "drop">;
  publisher: Pick<ChatContext["publisher"], "outboxChanged">;
}

/**
 * Writes, in the transaction that revokes, the outbox row that makes gateways close sockets and services check sessions again.
 * This process refuses the session from its own commit on.
 */
export async function writeRevocation(context: Ending, tx: TenantTx, revocation: Revocation): Promise<void> {
  const message: ControlMessage = { type: "revoke", ...revocation };
  await writeOutbox(tx, revocation.tenantId, REVOCATION_TOPIC, message);
  afterCommit(tx, () => {
    context.authenticator.drop(message);
    context.publisher.outboxChanged();
  });
}

/** Ends a session. @returns false when there is no such session, or it has ended already */
export async function revokeSession(
  context: Ending,
  tx: TenantTx,
  input: { tenantId: string; sessionId: string; userId: string },
): Promise<boolean> {
  const ended = await tx
    .updateTable("sessions")
    .set({ revoked_at: sql<Date>`now()` })
    .where("id", "=", input.sessionId)
    .where("user_id", "=", input.userId)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  if (ended.numUpdatedRows === 0n) return false;
  const { tenantId, userId, sessionId } = input;
  await writeRevocation(context, tx, { tenantId, userId, sessionId });
  return true;
}

/** Ends every session of a person. */
export async function revokeSessionsOf(context: Ending, tx: TenantTx, tenantId: string, userId: string): Promise<void> {
  await tx
    .updateTable("sessions")
    .set({ revoked_at: sql<Date>`now()` })
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null)
    .execute();
  await writeRevocation(context, tx, { tenantId, userId, sessionId: null });
}

/**
 * Ends the sessions of a person one by one, so that a late word about them does not end one that begins after.
 * @param sessionId the one that stays; null: none
 * @returns how many
 */
export async function revokeOtherSessions(
  context: Ending,
  tx: TenantTx,
  { tenantId, userId, sessionId }: { tenantId: string; userId: string; sessionId: string | null },
): Promise<number> {
  const ended = await tx
    .updateTable("sessions")
    .set({ revoked_at: sql<Date>`now()` })
    .where("user_id", "=", userId)
    .$if(sessionId !== null, (query) => query.where("id", "<>", sessionId ?? ""))
    .where("revoked_at", "is", null)
    .returning("id")
    .execute();
  for (const { id } of ended) await writeRevocation(context, tx, { tenantId, userId, sessionId: id });
  return ended.length;
}
