import { CLOSE, type CloseReason } from "@chorus/contracts/frames/close-codes";
import type { ServerFrame } from "@chorus/contracts/frames/server-frame";
import type { SignalName } from "@chorus/contracts/frames/signals";
import type { Principal } from "@chorus/contracts/routes/internal-chat";
import type { Connection } from "../transport/transport.ts";
import type { Heartbeat } from "./heartbeat.ts";
import type { ConnectionLimits, RateGate } from "./rate-gate.ts";
import type { UpgradeFacts } from "./upgrade.ts";

/** The authenticated person. `refresh` replaces it; person and tenant stay. */
export interface Identity {
  readonly principal: Principal;
  /** The only conversation that this connection may access; undefined: all of the principal's. */
  readonly onlyConversationId: string | undefined;
  readonly expiresAtMs: number;
}

export function isByLink({ onlyConversationId }: Identity): boolean {
  return onlyConversationId !== undefined;
}

export function mayReach({ onlyConversationId }: Identity, conversationId: string): boolean {
  return onlyConversationId === undefined || onlyConversationId === conversationId;
}

/** A signal that a connection has set in one conversation. */
export interface OwnSignal {
  readonly name: SignalName;
  readonly conversationId: string;
}

/** The gateway's state of one connection, which ends with it. */
export interface Session {
  readonly connection: Connection;
  readonly upgrade: UpgradeFacts;
  readonly openedAtMs: number;
  /** `waiting` for hello, `authenticating` it, `ready`. Whether the socket is open is the connection's state. */
  phase: "waiting" | "authenticating" | "ready";
  identity: Identity | null;
  /** Frames that came while hello was being checked; null when none did. */
  early: Record<string, unknown>[] | null;
  limits: ConnectionLimits;
  /** Null until it is needed, because most connections are silent. */
  gate: RateGate | null;
  heartbeat: Heartbeat | null;
  /** The signals that this connection has set and not cleared; replaced, never changed. */
  signals: readonly OwnSignal[];
  followsInbox: boolean;
  wasWarnedOfExpiry: boolean;
  slowSinceMs: number | null;
}

export type ReadySession = Session & { identity: Identity };

export function isReady(session: Session): session is ReadySession {
  return session.phase === "ready" && session.identity !== null && session.connection.isOpen;
}

/** The audience of a person, which decides the form of its events. */
export type Audience = "agents" | "customers";

export function audienceOf(session: ReadySession): Audience {
  return session.identity.principal.role === "customer" ? "customers" : "agents";
}

export function sendFrame(session: Session, frame: ServerFrame): boolean {
  return session.connection.send(JSON.stringify(frame));
}

export function closeSession(session: Session, reason: CloseReason): void {
  const { code, meaning } = CLOSE[reason];
  session.connection.close(code, meaning);
}

/** uWebSockets topics: one per audience, so that an event is serialised once for each and never filtered per socket. */
export const topics = {
  conversation: (tenantId: string, conversationId: string, audience: Audience) =>
    `c/${tenantId}/${conversationId}/${audience}`,
  inbox: (tenantId: string) => `i/${tenantId}`,
} as const;
