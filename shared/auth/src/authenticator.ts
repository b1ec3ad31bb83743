import type { ControlMessage } from "@chorus/contracts/bus/messages";
import { AppError } from "@chorus/kernel/app-error";
import type { JWTVerifyGetKey } from "jose";
import type { AccessClaims } from "./access-token.ts";
import { concerns } from "./revocation.ts";
import { createVerifier } from "./verified-tokens.ts";
import { createSessionCheck, type AskSessions, type CheckedSession, type SessionState } from "./session-check.ts";

/** How long a session may be accepted after its end when the revocation was lost. */
const FRESH_MS = 2_000;

export interface AuthenticatorOptions {
  keys: JWTVerifyGetKey;
  ask: AskSessions;
  /** The clock for tokens. */
  now: () => number;
  /** The clock for the cache: real time, also when tests move the other. */
  elapsed?: () => number;
}

/**
 * The only authority on callers: the token's signature, then session, device, person, tenant and role in their current state.
 * All services and the gateway use it.
 */
export interface Authenticator {
  /**
   * @throws AppError `token_expired`; `unauthenticated` for an invalid token or one whose session, person or role has
   * ended; `tenant_suspended`; `unavailable` when the keys or the session cannot be checked
   */
  authenticate(token: string): Promise<AccessClaims>;
  /** The signature only. @throws AppError as above */
  verify(token: string): Promise<AccessClaims>;
  /** At most 2 s old. @throws AppError `unavailable` */
  stateOf(session: CheckedSession): Promise<SessionState>;
  /** Removes what a revocation concerns from the cache. */
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
    // The role is part of the key: a session that is live for an agent has ended for an admin.
    const key = `${sessionId} ${userId} ${role}`;
    const sessions = tenants.get(tenantId) ?? new Map<string, CachedState>();
    const last = sessions.get(key);
    if (last && nowMs - last.atMs < FRESH_MS) return last.state;
    const known = { session: { tenantId, sessionId, userId, role }, state: check(session), atMs: nowMs };
    sessions.set(key, known);
    tenants.set(tenantId, sessions);
    // Only live states are cached: reinstated people get in at once, and failed checks are repeated.
    const forgetIt = () => forget(tenantId, (other) => other === known);
    known.state.then((state) => state !== "live" && forgetIt(), forgetIt);
    return known.state;
  }

  const verify = createVerifier({ keys, now, elapsed });
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
