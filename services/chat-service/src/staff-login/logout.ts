import { hashSecret } from "@chorus/auth/secrets";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import { writeAudit } from "@chorus/database/write-audit";
import { revokeSession } from "../identity/revoke.ts";

/** Ends the session of a refresh token; an unknown one is ignored. */
export async function logout(context: ChatContext, token: string | undefined, requestId: string): Promise<void> {
  if (!token) return;
  const found = await context.database.withSystem((tx) =>
    sql<{ tenant_id: string; id: string }>`select * from find_refresh_token(${hashSecret(token)})`.execute(tx),
  );
  const known = found.rows[0];
  if (!known) return;
  await context.database.withTenant(known.tenant_id, async (tx) => {
    const session = await tx
      .selectFrom("refresh_tokens as r")
      .innerJoin("sessions as s", (join) =>
        join.onRef("s.tenant_id", "=", "r.tenant_id").onRef("s.id", "=", "r.session_id"),
      )
      .select(["s.id", "s.user_id"])
      .where("r.id", "=", known.id)
      .executeTakeFirst();
    if (!session) return;
    await revokeSession(context, tx, { tenantId: known.tenant_id, sessionId: session.id, userId: session.user_id });
    await writeAudit(tx, {
      tenantId: known.tenant_id,
      actor: { type: "user", id: session.user_id },
      action: "auth.logout",
      target: { type: "session", id: session.id },
      requestId,
    });
  });
}
