import { z } from "zod";
import { ErrorCode, FieldError } from "../errors.ts";
import { RequestRef, Uuid } from "../ids.ts";
import { LIMITS } from "../limits.ts";
import { ROLES } from "../permissions.ts";
import { Cursor, Seq, Timestamp, plainText } from "../primitives.ts";
import { clientFrame, serverFrame } from "./define-frame.ts";

/** One conversation the client already knows up to `afterSeq`. */
export const ResumePoint = z.object({
  conversationId: Uuid,
  afterSeq: Seq,
  epoch: plainText({ max: 100 }).optional(),
});

export const hello = clientFrame(
  "hello",
  {
    token: plainText({ max: LIMITS.helloBytes }).optional(),
    resume: z.array(ResumePoint).max(LIMITS.resumeConversations).optional(),
  },
  {
    meaning:
      "The first frame, within 5 s. `token` may be absent when it came with the upgrade. `resume` names what the client " +
      "already has, so that only what is missing is sent.",
    reply: "`welcome`, then one `subscribed` for each resumed conversation",
    permission: null,
  },
);

export const welcome = serverFrame(
  "welcome",
  {
    connectionId: Uuid,
    userId: Uuid,
    tenantId: Uuid,
    role: z.enum(ROLES),
    expiresAt: Timestamp,
    heartbeatMs: z.int(),
    pongTimeoutMs: z.int(),
    limits: z.object({
      frameBytes: z.int(),
      bodyCharacters: z.int(),
      framesPerSecond: z.number(),
      sendsPerSecond: z.number(),
      subscriptions: z.int(),
    }),
    serverTime: Timestamp,
  },
  { meaning: "You are connected; these limits and times hold for the connection." },
);

export const refresh = clientFrame(
  "refresh",
  { id: RequestRef, token: plainText({ max: LIMITS.helloBytes }) },
  {
    meaning: "Another access token of the same person, before the one in use ends.",
    reply: "`refreshed`",
    permission: null,
  },
);

export const refreshed = serverFrame(
  "refreshed",
  { id: RequestRef, expiresAt: Timestamp },
  { meaning: "The new token holds." },
);

export const authExpiring = serverFrame(
  "auth.expiring",
  { inMs: z.int() },
  { meaning: "Send `refresh` within this time, or the socket is closed 4005." },
);

export const ping = serverFrame(
  "ping",
  {
    n: z.int().min(0),
    /** Committed heads of the client's conversations, in its numbering. */
    heads: z.record(Uuid, Seq),
    inboxCursor: Cursor.optional(),
  },
  {
    meaning:
      "Answer with `pong`. A head beyond what you have means that something was missed: subscribe again with `afterSeq`.",
  },
);

export const pong = clientFrame(
  "pong",
  { n: z.int().min(0) },
  { meaning: "The answer to `ping`, with its `n`, within 10 s.", permission: null },
);

export const goaway = serverFrame(
  "goaway",
  { retryMs: z.int(), reason: z.string() },
  { meaning: "The gateway leaves. Connect again after `retryMs`; another one takes over." },
);

export const ok = serverFrame("ok", { id: RequestRef }, { meaning: "Done." });

export const error = serverFrame(
  "error",
  {
    id: RequestRef.optional(),
    code: ErrorCode,
    message: z.string(),
    retryable: z.boolean(),
    retryMs: z.int().optional(),
    headSeq: Seq.optional(),
    errors: z.array(FieldError).optional(),
  },
  {
    meaning:
      "Refused. `code` is from the catalogue of errors; `retryable` says whether the same frame may succeed later.",
  },
);
