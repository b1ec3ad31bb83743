import type { ControlMessage } from "@chorus/contracts/bus/messages";
import { AppError } from "@chorus/kernel/app-error";
import type { JWTVerifyGetKey } from "jose";
import { verifyAccessToken, type AccessClaims } from "./access-token.ts";
import { concerns } from "./revocation.ts";
import { createSessionCheck, type AskSessions, type CheckedSession, type SessionState } from "./session-check.ts";

/** How long a right may outlive its end where the revocation's message was lost. */
const FRESH_MS = 2_000;

export interface AuthenticatorOptions {
  keys: JWTVerifyGetKey;
  ask: AskSessions;
  /** Of tokens. */
  now: () => number;
  /** Of the cache: real time, whatever clock the tokens are read by. */
  elapsed?: () => number;
}

/**
 * The one authority on who somebody is: the token's signature, then session, device, person, tenant and role as they are now.
 * All services and the gateway ask it.
 */
export interface Authenticator {
  /**
   * @throws AppError `token_expired`; `unauthenticated` for a token that is not valid or whose session, person or role has
   * ended; `tenant_suspended`; `unavailable` when the keys or the session cannot be asked for
   */
  authenticate(token: string): Promise<AccessClaims>;
  /** The signature only. @throws AppError as above */
  verify(token: string): Promise<AccessClaims>;
  /** As of at most 2 s ago. @throws AppError `unavailable` */
  stateOf(session: CheckedSession): Promise<SessionState>;
  /** Forgets what a revocation is about: it is asked for anew. */
  drop(revocation: ControlMessage): void;
}

interface CachedState {
  readonly session: CheckedSession;
  readonly state: Promise<SessionState>;
  readonly atMs: number;
}

export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { keys, now, elapsed = () => performance.now() } = options;
  const check = createSessionCheck(options.ask);
  const tenants = new Map<string, Map<string, CachedState>>();
  let sweptAtMs = elapsed();

  function forgetOld(nowMs: number): void {
    if (nowMs - sweptAtMs < FRESH_MS) return;
    sweptAtMs = nowMs;
    for (const tenantId of tenants.keys()) forget(tenantId, ({ atMs }) => nowMs - atMs >= FRESH_MS);
  }

  function forget(tenantId: string, isMeant: (known: CachedState) => boolean): void {
    const sessions = tenants.get(tenantId);
    if (!sessions) return;
    for (const [key, known] of sessions) if (isMeant(known)) sessions.delete(key);
    if (sessions.size === 0) tenants.delete(tenantId);
  }

  function stateOf(session: CheckedSession): Promise<SessionState> {
    const nowMs = elapsed();
    forgetOld(nowMs);
    const { tenantId, sessionId, userId, role } = session;
    // The role is part of what is asked: a session that is live as an agent's has ended as an admin's.
    const key = `${sessionId} ${userId} ${role}`;
    const sessions = tenants.get(tenantId) ?? new Map<string, CachedState>();
    const last = sessions.get(key);
    if (last && nowMs - last.atMs < FRESH_MS) return last.state;
    const known = { session: { tenantId, sessionId, userId, role }, state: check(session), atMs: nowMs };
    sessions.set(key, known);
    tenants.set(tenantId, sessions);
    // Only that a right holds is remembered: whoever is let in again is in at once, and what failed is asked again.
    const forgetIt = () => forget(tenantId, (other) => other === known);
    known.state.then((state) => state !== "live" && forgetIt(), forgetIt);
    return known.state;
  }

  const verify = (token: string) => verifyAccessToken(token, keys, now());
  return {
    verify,
    stateOf,
    async authenticate(token) {
      const claims = await verify(token);
      const state = await stateOf(claims);
      if (state === "suspended") throw new AppError("tenant_suspended");
      if (state === "ended") throw new AppError("unauthenticated", { detail: "The session has ended: sign in again." });
      return claims;
    },
    drop(revocation) {
      forget(revocation.tenantId, ({ session }) => concerns(revocation, session));
    },
  };
}
