import { TIMINGS } from "@chorus/contracts/limits";
import type { GatewayContext } from "../context.ts";
import { audienceOf, closeSession, isReady, sendFrame, type ReadySession, type Session } from "./session.ts";
import { isTooSlow, slowSince } from "./slow-reader.ts";

/** Checks every connection once a second, which is cheaper than timers per connection and exact enough. */
export function watchSessions(context: GatewayContext): void {
  const nowMs = context.clock.now();
  for (const session of context.sessions.all()) {
    if (isReady(session)) watchReady(context, session, nowMs);
    else watchWaiting(context, session, nowMs);
  }
  context.admission.sweep();
}

function watchWaiting(context: GatewayContext, session: Session, nowMs: number): void {
  if (session.phase === "waiting" && nowMs - session.openedAtMs >= context.timings.helloDeadlineMs) {
    closeSession(session, "noHello");
  }
}

function watchReady(context: GatewayContext, session: ReadySession, nowMs: number): void {
  session.slowSinceMs = slowSince(session.slowSinceMs, session.connection.bufferedBytes(), nowMs);
  if (isTooSlow(session.slowSinceMs, nowMs)) return closeSession(session, "slowReader");

  if (session.gate?.isAtRest(nowMs)) session.gate = null;
  const { expiresAtMs } = session.identity;
  const step = expiryStep(expiresAtMs, nowMs, session.wasWarnedOfExpiry);
  if (step === "close") return closeSession(session, "tokenExpired");
  if (step === "warn") {
    session.wasWarnedOfExpiry = true;
    sendFrame(session, { type: "auth.expiring", inMs: Math.max(0, expiresAtMs - nowMs) });
  }

  const beat = session.heartbeat?.check(nowMs);
  if (beat === "dead") return closeSession(session, "heartbeat");
  if (beat) ping(context, session, beat.ping);
}

/** The heads are chat-service's and not this gateway's, so that a client notices when the gateway is behind. */
function ping(context: GatewayContext, session: ReadySession, n: number): void {
  const heads: Record<string, number> = {};
  const audience = audienceOf(session);
  for (const { conversationId, stream } of context.streams.subscriptions(session)) {
    if (stream) heads[conversationId] = audience === "agents" ? stream.head.seq : stream.head.publicSeq;
  }
  const inboxCursor = session.followsInbox ? context.inboxes.cursorOf(session.identity.principal.tenantId) : null;
  sendFrame(session, { type: "ping", n, heads, ...(inboxCursor === null ? {} : { inboxCursor }) });
}

/** The action for an access token that is about to end: a warning a minute before, the close 30 s after. */
export function expiryStep(expiresAtMs: number, nowMs: number, wasWarned: boolean): "warn" | "close" | null {
  if (nowMs >= expiresAtMs + TIMINGS.authExpiredGraceMs) return "close";
  if (!wasWarned && nowMs >= expiresAtMs - TIMINGS.authExpiringLeadMs) return "warn";
  return null;
}
