import { hashSecret } from "@chorus/auth/secrets";
import { AppError } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import { findTenantStatus } from "../tenants/queries.ts";
import { findUser } from "../people/rows/queries.ts";
import { grantOf, type Grant } from "./grant.ts";
import { REUSE_GRACE_MS, SESSION_SECONDS, storeRefreshToken, successorOf } from "./refresh-tokens.ts";
import { revokeSession } from "../identity/revoke.ts";

/**
 * Exchanges a refresh token for its successor and a new access token.
 * A token that was spent longer ago than the grace period has been copied: the whole session is ended.
 * @throws AppError `unauthenticated`, `tenant_suspended`
 */
export async function refreshLogin(context: ChatContext, token: string | undefined): Promise<Grant> {
  if (!token) throw ended();
  const found = await context.database.withSystem((tx) =>
    sql<{ tenant_id: string; id: string }>`select * from find_refresh_token(${hashSecret(token)})`.execute(tx),
  );
  const known = found.rows[0];
  if (!known) throw ended();
  const tenantId = known.tenant_id;
  const outcome = await context.database.withTenant(tenantId, async (tx) => {
    const row = await tx
      .selectFrom("refresh_tokens as r")
      .innerJoin("sessions as s", (join) =>
        join.onRef("s.tenant_id", "=", "r.tenant_id").onRef("s.id", "=", "r.session_id"),
      )
      .select(["r.id", "r.spent_at", "r.expires_at", "s.id as session_id", "s.user_id", "s.revoked_at", "s.created_at"])
      .where("r.id", "=", known.id)
      .forUpdate("r")
      .executeTakeFirst();
    const now = context.clock.now();
    if (!row || row.revoked_at !== null || row.expires_at.getTime() <= now) return { kind: "ended" as const };
    if (now - row.created_at.getTime() > SESSION_SECONDS * 1000) {
      await revokeSession(context, tx, { tenantId, sessionId: row.session_id, userId: row.user_id });
      return { kind: "ended" as const };
    }
    if (row.spent_at !== null && now - row.spent_at.getTime() > REUSE_GRACE_MS) {
      await revokeSession(context, tx, { tenantId, sessionId: row.session_id, userId: row.user_id });
      return { kind: "reused" as const, sessionId: row.session_id };
    }
    const user = await findUser(tx, row.user_id);
    if (!user || user.disabled_at !== null) return { kind: "ended" as const };
    const refreshToken = successorOf(token, context.config.secrets.chorus);
    if (row.spent_at === null) {
      await tx
        .updateTable("refresh_tokens")
        .set({ spent_at: new Date(now) })
        .where("id", "=", row.id)
        .execute();
      await tx
        .updateTable("sessions")
        .set({ last_used_at: new Date(now) })
        .where("id", "=", row.session_id)
        .execute();
      await storeRefreshToken(context, tx, { tenantId, sessionId: row.session_id, token: refreshToken });
    }
    return {
      kind: "renewed" as const,
      user,
      sessionId: row.session_id,
      refreshToken,
      status: await findTenantStatus(tx),
    };
  });
  if (outcome.kind === "reused") context.events.refreshTokenReused(tenantId, outcome.sessionId);
  if (outcome.kind !== "renewed") throw ended();
  if (outcome.status !== "active") throw new AppError("tenant_suspended");
  return grantOf(context, outcome.user, outcome);
}

function ended(): AppError {
  return new AppError("unauthenticated", { detail: "The session has ended: sign in again." });
}
