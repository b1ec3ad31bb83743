import type { AccessClaims } from "@chorus/auth/access-token";
import type { TenantLimits } from "@chorus/contracts/entities/tenant-limits";
import type { ErrorCode } from "@chorus/contracts/errors";
import type { CloseReason } from "@chorus/contracts/frames/close-codes";
import type { ClientFrameOf } from "@chorus/contracts/frames/client-frame";
import { LIMITS } from "@chorus/contracts/limits";
import { AppError } from "@chorus/kernel/app-error";
import { toTimestamp } from "@chorus/kernel/clock";
import type { GatewayContext } from "../context.ts";
import { Heartbeat } from "./heartbeat.ts";
import { connectionLimits } from "./rate-gate.ts";
import { closeSession, isByLink, sendFrame, type Identity, type ReadySession, type Session } from "./session.ts";

/**
 * Handles hello: token, tenant, origin. Answers `welcome`, or closes.
 * @returns the session when it is ready now
 */
export async function authenticate(
  context: GatewayContext,
  session: Session,
  hello: ClientFrameOf<"hello">,
): Promise<ReadySession | null> {
  try {
    const claims = await identify(context, hello.token ?? session.upgrade.token);
    const [limits] = await Promise.all([
      requireEntry(context, session, claims),
      requireLiveSession(context, session, claims),
    ]);
    // A revocation may have arrived since the checks were answered.
    if (context.revocations.has(claims, session.openedAtMs)) throw new RevokedError();
    if (!session.connection.isOpen) return null;
    return welcome(context, session, claims, limits);
  } catch (error) {
    context.events.turnedAway(session, error);
    closeSession(session, closeReasonOf(error));
    return null;
  }
}

async function identify(context: GatewayContext, token: string | null): Promise<AccessClaims> {
  if (token === null) throw new AppError("unauthenticated", { detail: "hello needs an access token." });
  return context.authenticator.verify(token);
}

/**
 * Whether the session of these claims has ended, as far as this gateway or chat-service knows.
 * @throws AppError `unavailable` when chat-service cannot be asked: no session is accepted unchecked
 */
export async function isRevoked(context: GatewayContext, session: Session, claims: AccessClaims): Promise<boolean> {
  const state = await context.authenticator.stateOf(claims);
  // Checked last: a revocation that arrives while chat-service is asked closes only registered sessions.
  return state !== "live" || context.revocations.has(claims, session.openedAtMs);
}

/** The session, the person or the tenant may no longer connect. */
class RevokedError extends Error {
  override readonly name = "RevokedError";
}

async function requireLiveSession(context: GatewayContext, session: Session, claims: AccessClaims): Promise<void> {
  if (await isRevoked(context, session, claims)) throw new RevokedError();
}

/** @returns the tenant's limits */
async function requireEntry(
  context: GatewayContext,
  session: Session,
  { tenantId, role }: AccessClaims,
): Promise<TenantLimits> {
  const { active, allowedOrigins, limits, sockets } = await context.tenants.access(tenantId);
  if (!active) throw new RevokedError();
  if (context.sockets.isFull(tenantId, role, sockets))
    throw new AppError("rate_limited", { detail: "This company has as many connections as it may. Come again later." });
  const { origin } = session.upgrade;
  // Without an Origin the client is not a browser, so no foreign page can be behind it.
  if (origin === null || context.config.origins.includes(origin) || allowedOrigins.includes(origin)) return limits;
  throw new AppError("forbidden", { detail: "Connections from this origin are not allowed." });
}

const CLOSE_REASONS: Partial<Record<ErrorCode, CloseReason>> = {
  token_expired: "tokenExpired",
  unauthenticated: "authenticationFailed",
  forbidden: "forbidden",
  // It comes again by itself, later each time.
  rate_limited: "rateLimited",
};

function closeReasonOf(error: unknown): CloseReason {
  if (error instanceof RevokedError) return "revoked";
  if (!(error instanceof AppError)) return "internal";
  // Any other error means that chat-service cannot be asked, which is not the client's fault.
  return CLOSE_REASONS[error.code] ?? "internal";
}

function welcome(
  context: GatewayContext,
  session: Session,
  claims: AccessClaims,
  tenantLimits: TenantLimits,
): ReadySession {
  const { userId, role, sessionId, onlyConversationId, expiresAtMs } = claims;
  const tenantId = context.sessions.tenantId(claims.tenantId);
  const nowMs = context.clock.now();
  const principal = { tenantId, userId, role, sessionId };
  const identity: Identity = { principal, onlyConversationId, expiresAtMs };
  const ready: ReadySession = Object.assign(session, { identity });
  ready.phase = "ready";
  const limits = connectionLimits(role, tenantLimits);
  ready.limits = limits;
  ready.heartbeat = new Heartbeat(nowMs, context.random, context.timings);
  context.admission.settled(session.connection.address);
  makeRoom(context, ready, tenantLimits.connectionsPerUser);
  context.sessions.identified(ready);
  context.leases.opened(ready);
  context.presence.arrived(ready);
  context.events.welcomed(ready);
  sendFrame(ready, {
    type: "welcome",
    connectionId: ready.connection.id,
    userId,
    tenantId,
    role,
    expiresAt: toTimestamp(expiresAtMs),
    heartbeatMs: context.timings.heartbeatMs,
    pongTimeoutMs: context.timings.pongTimeoutMs,
    limits: {
      frameBytes: LIMITS.frameBytes,
      bodyCharacters: limits.bodyCharacters,
      framesPerSecond: limits.framesPerSecond,
      sendsPerSecond: limits.sendsPerSecond,
      subscriptions: limits.subscriptions,
    },
    serverTime: toTimestamp(nowMs),
  });
  return ready;
}

/**
 * Over the limit, a person's oldest connections are closed. Sessions that mailed links have opened count apart: whoever has a link must
 * not put out whom it was mailed to.
 */
function makeRoom(context: GatewayContext, { identity }: ReadySession, connectionsPerUser: number): void {
  const { tenantId, userId } = identity.principal;
  const isLinked = isByLink(identity);
  const sessions = context.sessions.ofPerson(tenantId, userId).filter((other) => isByLink(other.identity) === isLinked);
  const surplus = sessions.length + 1 - connectionsPerUser;
  if (surplus <= 0) return;
  for (const oldest of sessions.slice(0, surplus)) closeSession(oldest, "replaced");
}
