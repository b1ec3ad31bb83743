import type { MessageKind } from "@chorus/contracts/entities/message";
import type { ErrorCode } from "@chorus/contracts/errors";

/** What the app asks to be said. */
export interface SendInput {
  conversationId: string;
  /** 1 to 8,000 UTF-16 units, more than white space. */
  body: string;
  kind?: MessageKind;
  replyToSeq?: number;
  /** The newest seq its author has seen. A newer message of somebody else then makes it fail with `conflict`, for the person to decide. */
  expectedSeq?: number;
  /** A version 7 UUID of the app's own making (default: made here): sending it again is the same message. */
  clientMessageId?: string;
}

/**
 * A message on its way. `pending`: not acknowledged yet. `sent`: stored, its event has not come back yet. `failed`: refused for
 * good, waiting for the person to try again or drop it.
 */
export interface OutgoingMessage {
  readonly clientMessageId: string;
  readonly conversationId: string;
  readonly body: string;
  readonly kind: MessageKind;
  readonly replyToSeq: number | null;
  /** Absent: it is sent whatever came in the meantime. */
  readonly expectedSeq?: number;
  /** The client's time, ISO 8601; for display only. */
  readonly createdAt: string;
  readonly status: "pending" | "sent" | "failed";
  /** Why it failed. */
  readonly error: { readonly code: ErrorCode; readonly detail: string } | null;
  /** Its place in the log once it is stored. */
  readonly seq: number | null;
}
