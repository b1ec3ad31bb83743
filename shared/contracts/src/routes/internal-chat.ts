import { z } from "zod";
import { AnyConversation, Conversation, ReceiptState } from "../entities/conversation.ts";
import { Event, HandOver } from "../entities/event.ts";
import { MailOrigin, MessageBody, MessageKind } from "../entities/message.ts";
import { ChosenStatus } from "../entities/people.ts";
import { SummaryType } from "../entities/summary.ts";
import { TenantLimits } from "../entities/tenant-limits.ts";
import { ErrorCode } from "../errors.ts";
import { Uuid } from "../ids.ts";
import { LATENCY_NUMBERS } from "../latency.ts";
import { LIMITS } from "../limits.ts";
import { API_KEY_SCOPES, ROLES } from "../permissions.ts";
import { Cursor, Seq, Timestamp, plainText } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "chat-service";

/** On whose behalf a service asks. The service token vouches for it. */
export const Principal = z
  .strictObject({ tenantId: Uuid, userId: Uuid, role: z.enum(ROLES), sessionId: Uuid })
  .meta({ id: "Principal" });
export type Principal = z.infer<typeof Principal>;

/** The same for every service that has links. */
export const LINK_PATH = "/internal/v1/link";

export const openLink = defineRoute({
  id: "internal.links.open",
  service,
  method: "GET",
  path: LINK_PATH,
  summary: "Whether a link may be opened: `CONNECT chorus-link:1`, one connection for many calls of these routes",
  access: "service",
  responses: { 204: null },
});

export const verifyApiKey = defineRoute({
  id: "internal.api_keys.verify",
  service,
  method: "POST",
  path: "/internal/v1/api-keys/verify",
  summary: "Whose API key has this hash; null for one that is unknown or has ended",
  access: "service",
  /** SHA-256 of the key, hexadecimal. */
  body: z.strictObject({ keyHash: z.string().regex(/^[0-9a-f]{64}$/) }),
  responses: {
    200: z.object({
      principal: Principal.extend({
        apiKey: z.object({ name: z.string(), scopes: z.array(z.enum(API_KEY_SCOPES)) }),
      }).nullable(),
      isSuspended: z.boolean(),
    }),
  },
});

const AppendItem = z.strictObject({
  principal: Principal,
  conversationId: Uuid,
  clientMessageId: Uuid,
  body: MessageBody,
  kind: z.enum([...MessageKind.options, "whisper"]),
  replyToSeq: Seq.optional(),
  expectedSeq: Seq.optional(),
  mail: MailOrigin.extend({ quoted: plainText({ max: LIMITS.bodyCharacters }) }).optional(),
});
export type AppendItem = z.infer<typeof AppendItem>;

const Refusal = z.object({
  code: ErrorCode,
  message: z.string(),
  headSeq: Seq.optional(),
  retryMs: z.int().optional(),
});

const AppendResult = z.union([
  z.object({
    ok: z.literal(true),
    messageId: Uuid,
    /** In the sender's numbering. */
    seq: Seq,
    createdAt: Timestamp,
    duplicate: z.boolean(),
  }),
  z.object({ ok: z.literal(false), error: Refusal }),
]);
export type AppendResult = z.infer<typeof AppendResult>;

export const appendMessages = defineRoute({
  id: "internal.messages.append",
  service,
  method: "POST",
  path: "/internal/v1/messages",
  summary: "Append up to 64 sends of one tenant in one commit; results in the order of the items",
  access: "service",
  body: z.strictObject({ tenantId: Uuid, items: z.array(AppendItem).min(1).max(64) }),
  responses: { 200: z.object({ results: z.array(AppendResult) }) },
});

const Changed = z.object({ messageId: Uuid, seq: Seq, createdAt: Timestamp, duplicate: z.boolean() });
export type ChangedMessage = z.infer<typeof Changed>;

export const changeMessage = defineRoute({
  id: "internal.messages.change",
  service,
  method: "POST",
  path: "/internal/v1/conversations/{conversationId}/messages/{messageId}",
  summary: "Edit a message, or delete it when `body` is null; `seq` is the change's own, in the principal's numbering",
  access: "service",
  params: z.object({ conversationId: Uuid, messageId: Uuid }),
  body: z.strictObject({ principal: Principal, operationId: Uuid, body: MessageBody.nullable() }),
  responses: { 200: Changed },
  errors: ["forbidden", "not_found", "conflict", "closed"],
});

const SyncItem = z.strictObject({
  principal: Principal,
  conversationId: Uuid,
  /** Absent: the newest `limit` events. In the principal's numbering. */
  afterSeq: Seq.optional(),
  limit: z.int().min(1).max(300),
});
export type SyncItem = z.infer<typeof SyncItem>;

const Snapshot = z.object({
  ok: z.literal(true),
  epoch: z.string(),
  /** Both numberings, for the gateway; the principal's own is the one it may tell. */
  headSeq: Seq,
  publicHeadSeq: Seq,
  customerId: Uuid,
  events: z.array(Event),
  /** Older ones before `events` when `afterSeq` is absent, newer ones after it otherwise. */
  hasMore: z.boolean(),
  receipts: z.array(ReceiptState),
  conversation: AnyConversation,
  /** Customers before this one, for a customer who waits; null for everybody else, and far behind. */
  queueAhead: z.int().min(0).nullable().optional(),
});

const SyncResult = z.union([Snapshot, z.object({ ok: z.literal(false), error: Refusal })]);
export type SyncResult = z.infer<typeof SyncResult>;

export const syncConversations = defineRoute({
  id: "internal.conversations.sync",
  service,
  method: "POST",
  path: "/internal/v1/conversations/sync",
  summary:
    "What up to 256 subscribers of one tenant miss, with the heads, in one snapshot; null for those that the answer has no room for",
  access: "service",
  body: z.strictObject({ tenantId: Uuid, items: z.array(SyncItem).min(1).max(256) }),
  responses: { 200: z.object({ results: z.array(SyncResult.nullable()) }) },
});

export const readHistory = defineRoute({
  id: "internal.conversations.history",
  service,
  method: "POST",
  path: "/internal/v1/conversations/{conversationId}/history",
  summary: "The page of events before a position, ascending, in the principal's numbering",
  access: "service",
  params: z.object({ conversationId: Uuid }),
  body: z.strictObject({ principal: Principal, beforeSeq: Seq, limit: z.int().min(1).max(100) }),
  responses: { 200: z.object({ events: z.array(Event), hasMore: z.boolean() }) },
});

/** An event in both audiences' forms, as the bus carries it. */
export const AudienceEvents = z.object({
  seq: Seq,
  publicSeq: Seq.nullable(),
  agentEvent: Event,
  customerEvent: Event.nullable(),
});
export type AudienceEvents = z.infer<typeof AudienceEvents>;

export const readGap = defineRoute({
  id: "internal.conversations.gap",
  service,
  method: "POST",
  path: "/internal/v1/conversations/{conversationId}/gap",
  summary: "Events `fromSeq` to `toSeq` for both audiences, to fill a hole in the live stream",
  access: "service",
  params: z.object({ conversationId: Uuid }),
  body: z.strictObject({ tenantId: Uuid, fromSeq: Seq, toSeq: Seq }),
  responses: { 200: z.object({ events: z.array(AudienceEvents) }) },
});

const Head = z.object({ conversationId: Uuid, headSeq: Seq, publicHeadSeq: Seq });

export const readHeads = defineRoute({
  id: "internal.conversations.heads",
  service,
  method: "POST",
  path: "/internal/v1/conversations/heads",
  summary: "Committed heads of conversations of any tenant; unknown ones are left out",
  access: "service",
  body: z.strictObject({
    conversations: z.array(z.strictObject({ tenantId: Uuid, conversationId: Uuid })).max(5_000),
  }),
  responses: { 200: z.object({ heads: z.array(Head) }) },
});

export const readInboxChanges = defineRoute({
  id: "internal.inbox.changes",
  service,
  method: "POST",
  path: "/internal/v1/inbox/changes",
  summary: "Conversations of a tenant changed since a cursor; without one, just the cursor of now",
  access: "service",
  body: z.strictObject({ tenantId: Uuid, cursor: Cursor.nullable() }),
  responses: { 200: z.object({ cursor: Cursor, conversations: z.array(Conversation), hasMore: z.boolean() }) },
});

export const recordReceipts = defineRoute({
  id: "internal.receipts.record",
  service,
  method: "POST",
  path: "/internal/v1/receipts",
  summary: "Move a participant's watermarks forward, in the principal's numbering",
  access: "service",
  body: z.strictObject({
    principal: Principal,
    conversationId: Uuid,
    deliveredSeq: Seq.optional(),
    readSeq: Seq.optional(),
  }),
  responses: { 204: null },
});

export const recordAvailability = defineRoute({
  id: "internal.availability.record",
  service,
  method: "POST",
  path: "/internal/v1/availability",
  summary: "Store the status a person chose over a socket",
  access: "service",
  body: z.strictObject({ principal: Principal, status: ChosenStatus }),
  responses: { 204: null },
});

export const readAvailability = defineRoute({
  id: "internal.availability.read",
  service,
  method: "POST",
  path: "/internal/v1/availability/read",
  summary: "The statuses these people chose; who has never chosen is left out",
  access: "service",
  body: z.strictObject({ tenantId: Uuid, userIds: z.array(Uuid).max(10_000) }),
  responses: { 200: z.object({ items: z.array(z.object({ userId: Uuid, status: ChosenStatus, since: Timestamp })) }) },
});

export const checkSessions = defineRoute({
  id: "internal.sessions.check",
  service,
  method: "POST",
  path: "/internal/v1/sessions/check",
  summary: "Which of these sessions have ended: revoked, disabled, banned, another role by now, tenant suspended",
  access: "service",
  body: z.strictObject({
    tenantId: Uuid,
    sessions: z.array(z.strictObject({ userId: Uuid, sessionId: Uuid, role: z.enum(ROLES) })).max(20_000),
  }),
  responses: { 200: z.object({ endedSessionIds: z.array(Uuid), tenantActive: z.boolean() }) },
});

export const readTenantAccess = defineRoute({
  id: "internal.tenants.access",
  service,
  method: "POST",
  path: "/internal/v1/tenants/access",
  summary: "May this tenant's people connect, from which origins, and how fast",
  access: "service",
  body: z.strictObject({ tenantId: Uuid }),
  responses: {
    200: z.object({
      active: z.boolean(),
      allowedOrigins: z.array(z.string()),
      limits: TenantLimits,
      /** How many sockets it may have in all; absent from a chat-service of before. */
      sockets: z.int().optional(),
    }),
  },
});

export const recordSummaries = defineRoute({
  id: "internal.conversations.summary_ready",
  service,
  method: "POST",
  path: "/internal/v1/conversations/{conversationId}/summary-ready",
  summary: "Tell the desk that there is a new summary; 404 for a conversation that is not there any more",
  access: "service",
  params: z.object({ conversationId: Uuid }),
  body: z.strictObject({ tenantId: Uuid, summaryId: Uuid, type: SummaryType }),
  responses: { 204: null },
  errors: ["not_found"],
});

export const recordHandOver = defineRoute({
  id: "internal.conversations.hand_over",
  service,
  method: "POST",
  path: "/internal/v1/conversations/{conversationId}/hand-overs",
  summary: "Show the desk that a person is to answer from now on; the same id again changes nothing",
  access: "service",
  params: z.object({ conversationId: Uuid }),
  body: z.strictObject({
    tenantId: Uuid,
    handOverId: Uuid,
    reason: HandOver.shape.reason,
    teamId: Uuid.nullable(),
    turnId: Uuid.nullable(),
  }),
  responses: { 204: null },
  errors: ["not_found", "closed", "already_exists"],
});

export const checkMailToken = defineRoute({
  id: "internal.mail_tokens.check",
  service,
  method: "POST",
  path: "/internal/v1/mail-tokens/check",
  summary: "Was this signed for a mail before links in mails had a secret of their own",
  access: "service",
  body: z.strictObject({ kind: z.enum(["unsubscribe", "reply"]), token: plainText({ max: 200 }) }),
  responses: { 200: z.object({ isOurs: z.boolean() }) },
});

export const recordAutomaticMail = defineRoute({
  id: "internal.conversations.automatic_mail",
  service,
  method: "POST",
  path: "/internal/v1/conversations/{conversationId}/automatic-mails",
  summary: "Show the desk an absence note of the customer's; the same id again changes nothing",
  access: "service",
  params: z.object({ conversationId: Uuid }),
  body: z.strictObject({
    tenantId: Uuid,
    customerId: Uuid,
    mailId: Uuid,
    subject: plainText({ max: LIMITS.bodyCharacters }),
    body: plainText({ max: LIMITS.bodyCharacters }),
  }),
  responses: { 204: null },
  errors: ["not_found"],
});

export const recordSentMail = defineRoute({
  id: "internal.conversations.sent_mail",
  service,
  method: "POST",
  path: "/internal/v1/conversations/{conversationId}/sent-mails",
  summary: "Show the desk that messages went to their customer by mail; the same id again changes nothing",
  access: "service",
  params: z.object({ conversationId: Uuid }),
  body: z.strictObject({
    tenantId: Uuid,
    deliveryId: Uuid,
    recipient: plainText({ max: 320 }),
    fromSeq: Seq,
    toSeq: Seq,
  }),
  responses: { 204: null },
  errors: ["not_found"],
});

/** A process counts at most so many tenants in a minute; of the rest it counts nothing. */
export const MAX_COUNTED_TENANTS = 5_000;
/** So many minutes wait in a process for a chat-service that is away; it takes what is at most an hour old. */
export const MAX_WAITING_MINUTES = 15;

const LatencyMinute = z.strictObject({
  /** The process that counted. */
  source: Uuid,
  /** Its beginning. */
  minute: Timestamp,
  tenants: z
    .array(z.strictObject({ tenantId: Uuid, numbers: z.array(z.int().min(0)).length(LATENCY_NUMBERS) }))
    .max(MAX_COUNTED_TENANTS),
});
export type LatencyMinute = z.infer<typeof LatencyMinute>;

export const recordLatency = defineRoute({
  id: "internal.latency.record",
  service,
  method: "POST",
  path: "/internal/v1/latency",
  summary:
    "What a process counted in a minute that is over: messages by how long they took, and failures; the same minute again changes nothing, and one of more than an hour ago is not taken",
  access: "service",
  body: LatencyMinute,
  responses: { 204: null },
});
