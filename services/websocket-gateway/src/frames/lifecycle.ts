import type { GatewayContext } from "../context.ts";
import { endSignals } from "../conversations/own-signals.ts";
import type { Connection, TransportHandlers } from "../transport/transport.ts";
import { STRANGERS_LIMITS } from "../session/rate-gate.ts";
import { receive } from "./receive.ts";
import { closeSession, type ReadySession, type Session } from "../session/session.ts";
import { chosenSubprotocol, factsOf, hasTokenInUrl, type UpgradeFacts } from "../session/upgrade.ts";

/** Shared by the many connections that send no signal. */
const NO_SIGNALS: Session["signals"] = [];

/** The transport's callbacks: a connection from its upgrade to its close. */
export function sessionHandlers(context: GatewayContext): TransportHandlers<UpgradeFacts> {
  return {
    upgrade(request) {
      if (hasTokenInUrl(request.query)) {
        return {
          accept: false,
          status: "400 Bad Request",
          body: "Send the token in the hello frame, never in the URL.\n",
        };
      }
      if (context.state.draining) return { accept: false, status: "503 Service Unavailable", body: "Leaving.\n" };
      if (!context.admission.admit(request.address)) {
        context.events.refusedUpgrade(request.address);
        return { accept: false, status: "429 Too Many Requests", body: "Too many new connections: wait a moment.\n" };
      }
      return { accept: true, subprotocol: chosenSubprotocol(request.subprotocols), state: factsOf(request) };
    },
    opened(connection, upgrade) {
      const session = newSession(context, connection, upgrade);
      context.sessions.add(session);
      context.admission.opened(connection.address);
      if (!upgrade.speaksOurVersion) closeSession(session, "version");
    },
    received(connection, text, sizeBytes) {
      const session = context.sessions.get(connection.id);
      if (session) receive(context, session, text, sizeBytes);
    },
    drained: (connection) => context.drains.settled(connection.id),
    closed(connection, code) {
      const session = context.sessions.get(connection.id);
      if (session) end(context, session, code);
    },
    failed: (error) => context.events.failed(error),
  };
}

function newSession(context: GatewayContext, connection: Connection, upgrade: UpgradeFacts): Session {
  const openedAtMs = context.clock.now();
  return {
    connection,
    upgrade,
    openedAtMs,
    phase: "waiting",
    identity: null,
    early: null,
    limits: STRANGERS_LIMITS,
    gate: null,
    heartbeat: null,
    signals: NO_SIGNALS,
    followsInbox: false,
    wasWarnedOfExpiry: false,
    slowSinceMs: null,
  };
}

function end(context: GatewayContext, session: Session, code: number): void {
  context.sessions.remove(session);
  context.drains.settled(session.connection.id);
  context.events.ended(session, code);
  if (session.identity === null) {
    context.admission.settled(session.connection.address);
    return;
  }
  const ready = session as ReadySession;
  endSignals(context, ready);
  context.streams.leaveAll(ready);
  context.inboxes.leave(ready);
  context.presence.left(ready);
  context.leases.closed(ready);
}
