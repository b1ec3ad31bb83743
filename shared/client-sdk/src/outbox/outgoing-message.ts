import type { MessageKind } from "@chorus/contracts/entities/message";
import type { ErrorCode } from "@chorus/contracts/errors";

/** A message as the app passes it in. */
export interface SendInput {
  conversationId: string;
  /** 1 to 8,000 UTF-16 units, more than white space. */
  body: string;
  kind?: MessageKind;
  replyToSeq?: number;
  /** The newest seq that the author has seen. A newer message of somebody else makes it fail with `conflict`, for the author to decide. */
  expectedSeq?: number;
  /** A version 7 UUID made by the app (default: made here): sending it again is the same message. */
  clientMessageId?: string;
}

/**
 * A message that is being sent. `pending`: not acknowledged yet. `sent`: stored, its event has not arrived yet. `failed`: refused
 * permanently, until the person retries or removes it.
 */
export interface OutgoingMessage {
  readonly clientMessageId: string;
  readonly conversationId: string;
  readonly body: string;
  readonly kind: MessageKind;
  readonly replyToSeq: number | null;
  /** Absent: it is sent whatever arrived in the meantime. */
  readonly expectedSeq?: number;
  /** The client's time, ISO 8601; for display only. */
  readonly createdAt: string;
  readonly status: "pending" | "sent" | "failed";
  /** Why it failed. */
  readonly error: { readonly code: ErrorCode; readonly detail: string } | null;
  /** Its place in the log once it is stored. */
  readonly seq: number | null;
}
