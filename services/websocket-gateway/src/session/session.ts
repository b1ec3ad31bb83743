import { CLOSE, type CloseReason } from "@chorus/contracts/frames/close-codes";
import type { ServerFrame } from "@chorus/contracts/frames/server-frame";
import type { SignalName } from "@chorus/contracts/frames/signals";
import type { Principal } from "@chorus/contracts/routes/internal-chat";
import type { Connection } from "../transport/transport.ts";
import type { Heartbeat } from "./heartbeat.ts";
import type { ConnectionLimits, RateGate } from "./rate-gate.ts";
import type { UpgradeFacts } from "./upgrade.ts";

/** Who is connected. `refresh` replaces it; person and tenant stay. */
export interface Identity {
  readonly principal: Principal;
  /** The only conversation this connection reaches; undefined: all that the principal reaches. */
  readonly onlyConversationId: string | undefined;
  readonly expiresAtMs: number;
}

export function mayReach({ onlyConversationId }: Identity, conversationId: string): boolean {
  return onlyConversationId === undefined || onlyConversationId === conversationId;
}

/** What a connection says of itself in one conversation. */
export interface OwnSignal {
  readonly name: SignalName;
  readonly conversationId: string;
}

/** What the gateway knows of one connection. Nothing of it outlives the connection. */
export interface Session {
  readonly connection: Connection;
  readonly upgrade: UpgradeFacts;
  readonly openedAtMs: number;
  /** `waiting` for hello, `authenticating` it, `ready`. Whether it is still open is the connection's to say. */
  phase: "waiting" | "authenticating" | "ready";
  identity: Identity | null;
  /** Frames that came while hello was being checked; null when none did. */
  early: Record<string, unknown>[] | null;
  limits: ConnectionLimits;
  /** Null while it would say nothing: most connections are silent most of the time. */
  gate: RateGate | null;
  heartbeat: Heartbeat | null;
  /** What this connection has said of itself and not taken back; replaced, never changed. */
  signals: readonly OwnSignal[];
  followsInbox: boolean;
  wasWarnedOfExpiry: boolean;
  slowSinceMs: number | null;
}

export type ReadySession = Session & { identity: Identity };

export function isReady(session: Session): session is ReadySession {
  return session.phase === "ready" && session.identity !== null && session.connection.isOpen;
}

/** Which of the two forms of an event a person may see. */
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
