import { createHmac } from "node:crypto";
import { hashSecret, newSecret } from "@chorus/auth/secrets";
import type { TenantTx } from "@chorus/database/database";
import type { ChatContext } from "../context.ts";

export const REFRESH_TOKEN_SECONDS = 30 * 24 * 3600;

/** The longest a session lasts, however often its tokens are exchanged. */
export const SESSION_SECONDS = 90 * 24 * 3600;

/** A token spent less than this ago was sent twice by a retry or a second tab, not stolen. */
export const REUSE_GRACE_MS = 10_000;

/**
 * The successor of a token is derived from it, so that a repeat within the grace period gets the same successor although only
 * hashes are stored; computing it needs CHORUS_SECRET.
 */
export function successorOf(token: string, secret: string): string {
  return createHmac("sha256", secret).update("refresh successor\n").update(token).digest("base64url");
}

/** Starts a session of a person and returns its first refresh token. */
export async function startSession(
  context: ChatContext,
  tx: TenantTx,
  input: { tenantId: string; userId: string; userAgent: string | null; ip: string | null },
): Promise<{ sessionId: string; refreshToken: string }> {
  const sessionId = context.ids.next();
  await tx
    .insertInto("sessions")
    .values({
      tenant_id: input.tenantId,
      id: sessionId,
      user_id: input.userId,
      user_agent: input.userAgent,
      ip: input.ip,
      revoked_at: null,
    })
    .execute();
  const refreshToken = newSecret();
  await storeRefreshToken(context, tx, { tenantId: input.tenantId, sessionId, token: refreshToken });
  return { sessionId, refreshToken };
}

export async function storeRefreshToken(
  context: ChatContext,
  tx: TenantTx,
  input: { tenantId: string; sessionId: string; token: string },
): Promise<void> {
  await tx
    .insertInto("refresh_tokens")
    .values({
      tenant_id: input.tenantId,
      id: context.ids.next(),
      session_id: input.sessionId,
      token_hash: hashSecret(input.token),
      expires_at: new Date(context.clock.now() + REFRESH_TOKEN_SECONDS * 1000),
      spent_at: null,
    })
    .execute();
}
