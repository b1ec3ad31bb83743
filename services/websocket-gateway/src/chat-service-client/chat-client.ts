import { type EventMessage, readEventMessages } from "@chorus/contracts/bus/event-message";
import type { AskSessions } from "@chorus/auth/session-check";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { ChosenStatus } from "@chorus/contracts/entities/people";
import {
  appendMessages,
  changeMessage,
  checkSessions,
  readGap,
  readHeads,
  readHistory,
  readInboxChanges,
  readTenantAccess,
  recordLatency,
  recordAvailability,
  recordReceipts,
  syncConversations,
  type AppendItem,
  type AppendResult,
  type ChangedMessage,
  type LatencyMinute,
  type Principal,
  type SyncItem,
  type SyncResult,
} from "@chorus/contracts/routes/internal-chat";
import { createLinkClient } from "@chorus/http/link/link-client";
import { createSemaphore } from "@chorus/kernel/semaphore";

const TIMEOUT_MS = 5_000;
/** Keeps a resume storm from using every connection of chat-service's pool. */
const READS = { all: 16, perTenant: 8 };
const HEADS_PER_CALL = 5_000;

export type SyncAnswer = Extract<SyncResult, { ok: true }>;
export type GapAnswer = RouteResult<typeof readGap>;
export type InboxChanges = RouteResult<typeof readInboxChanges>;
export type TenantAccess = RouteResult<typeof readTenantAccess>;
export type Head = RouteResult<typeof readHeads>["heads"][number];

/** The routes of chat-service that the gateway calls. Every call throws AppError: chat-service's own, or `unavailable`. */
export interface ChatClient {
  /** With the events it has committed, in order, unless it was asked over HTTP: then they come over the bus alone. */
  append: (tenantId: string, items: AppendItem[]) => Promise<{ results: AppendResult[]; events: EventMessage[] }>;
  /** Deletes when `body` is null. */
  change: (
    principal: Principal,
    change: { conversationId: string; messageId: string; operationId: string; body: string | null },
  ) => Promise<ChangedMessage>;
  /** In the order of the items; null for those that have to be asked for again. */
  sync: (tenantId: string, items: SyncItem[]) => Promise<(SyncResult | null)[]>;
  history: (
    principal: Principal,
    conversationId: string,
    page: { beforeSeq: number; limit: number },
  ) => Promise<RouteResult<typeof readHistory>>;
  gap: (tenantId: string, conversationId: string, range: { fromSeq: number; toSeq: number }) => Promise<GapAnswer>;
  heads: (conversations: { tenantId: string; conversationId: string }[]) => Promise<Head[]>;
  inboxChanges: (tenantId: string, cursor: string | null) => Promise<InboxChanges>;
  receipts: (
    principal: Principal,
    conversationId: string,
    watermarks: { deliveredSeq?: number | undefined; readSeq?: number | undefined },
  ) => Promise<void>;
  availability: (principal: Principal, status: ChosenStatus) => Promise<void>;
  tenantAccess: (tenantId: string) => Promise<TenantAccess>;
  latency: (minute: LatencyMinute) => Promise<void>;
  /** Which of these have ended. */
  sessionStates: AskSessions;
  close: () => void;
}

export function createChatClient(options: { baseUrl: string; serviceToken: () => Promise<string> }): ChatClient {
  // Separate from the sends' client, so that no send waits behind a large answer.
  const writes = createLinkClient({ ...options, timeoutMs: TIMEOUT_MS });
  const reads = createLinkClient({ ...options, timeoutMs: TIMEOUT_MS });
  const oneOfFew = createSemaphore(READS);
  return {
    async append(tenantId, items) {
      const { result, bytes } = await writes.exchange(appendMessages, { body: { tenantId, items } });
      return { results: result.results, events: readEventMessages(bytes) };
    },
    change: (principal, { conversationId, messageId, operationId, body }) =>
      writes.call(changeMessage, { params: { conversationId, messageId }, body: { principal, operationId, body } }),
    sync: (tenantId, items) =>
      oneOfFew(tenantId, async () => (await reads.call(syncConversations, { body: { tenantId, items } })).results),
    history: (principal, conversationId, page) =>
      oneOfFew(principal.tenantId, () =>
        reads.call(readHistory, { params: { conversationId }, body: { principal, ...page } }),
      ),
    gap: (tenantId, conversationId, range) =>
      oneOfFew(tenantId, () => reads.call(readGap, { params: { conversationId }, body: { tenantId, ...range } })),
    async heads(conversations) {
      const heads: Head[] = [];
      for (let start = 0; start < conversations.length; start += HEADS_PER_CALL) {
        const part = conversations.slice(start, start + HEADS_PER_CALL);
        heads.push(...(await reads.call(readHeads, { body: { conversations: part } })).heads);
      }
      return heads;
    },
    inboxChanges: (tenantId, cursor) =>
      oneOfFew(tenantId, () => reads.call(readInboxChanges, { body: { tenantId, cursor } })),
    async receipts(principal, conversationId, { deliveredSeq, readSeq }) {
      await writes.call(recordReceipts, {
        body: {
          principal,
          conversationId,
          ...(deliveredSeq === undefined ? {} : { deliveredSeq }),
          ...(readSeq === undefined ? {} : { readSeq }),
        },
      });
    },
    async availability(principal, status) {
      await writes.call(recordAvailability, { body: { principal, status } });
    },
    tenantAccess: (tenantId) => reads.call(readTenantAccess, { body: { tenantId } }),
    async latency(minute) {
      // Not on the way of the sends, whose time it tells.
      await reads.call(recordLatency, { body: minute });
    },
    sessionStates: (tenantId, sessions) => reads.call(checkSessions, { body: { tenantId, sessions } }),
    close() {
      writes.close();
      reads.close();
    },
  };
}
