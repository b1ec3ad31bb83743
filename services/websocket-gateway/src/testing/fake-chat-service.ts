import { DEFAULT_TENANT_LIMITS, type TenantLimits } from "@chorus/contracts/entities/tenant-limits";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { channels } from "@chorus/contracts/bus/channels";
import { joinEventMessages, writeEventMessage } from "@chorus/contracts/bus/event-message";
import type { InboxMessage } from "@chorus/contracts/bus/messages";
import { ERRORS, type ErrorCode } from "@chorus/contracts/errors";
import type {
  AppendItem,
  AppendResult,
  LatencyMinute,
  Principal,
  SyncItem,
  SyncResult,
} from "@chorus/contracts/routes/internal-chat";
import { ALL_ROUTES } from "@chorus/contracts/routes/all-routes";
import type { LinkAnswer, LinkCall } from "@chorus/http/link/link-client";
import { createLinkServer } from "@chorus/http/link/link-server";
import { systemIds } from "@chorus/kernel/ids";
import { FakeConversation } from "./fake-conversation.ts";

export interface FakeChatOptions {
  publicJwk: object;
  publish: (channel: string, message: Buffer) => Promise<unknown>;
}

type Handler = (body: never, params: string[]) => Promise<LinkAnswer>;

/**
 * chat-service's internal routes over a real socket, with the same guarantees (order, two numberings, idempotence) and switches
 * for failures: lost publications, slow or failing answers.
 */
export async function startFakeChatService(options: FakeChatOptions) {
  const conversations = new Map<string, FakeConversation>();
  const inboxLog: string[] = [];
  const calls: string[] = [];
  const linkCalls: string[] = [];
  const batches: number[] = [];
  const syncBatches: number[] = [];
  const recorded: { kind: string; body: unknown }[] = [];
  const latencyMinutes: LatencyMinute[] = [];
  const endedSessions = new Set<string>();
  const access = new Map<
    string,
    { active?: boolean; allowedOrigins?: string[]; limits?: TenantLimits; sockets?: number }
  >();
  const control = {
    epoch: "e1",
    publishes: true,
    /** Handles routes instead of the fake, by route name. */
    failures: new Map<string, ErrorCode>(),
    /** Awaited before a route is answered. */
    before: new Map<string, () => Promise<void>>(),
    /** Awaited between computing and sending an answer, which ages meanwhile. */
    after: new Map<string, () => Promise<void>>(),
    maxGapEvents: Infinity,
    /** False: events come with the answers to their senders alone. */
    reachesBus: true,
    /** False: as a release before links, over HTTP alone. */
    speaksLinks: true,
  };

  function visible(principal: Principal, conversationId: string): FakeConversation | null {
    const found = conversations.get(conversationId);
    if (!found || found.tenantId !== principal.tenantId) return null;
    return principal.role === "customer" && found.customerId !== principal.userId ? null : found;
  }

  /** @returns what goes to the conversation's channel, and when it has gone there */
  function publication(
    found: FakeConversation,
    index: number,
  ): { message: Buffer; published: Promise<unknown> } | null {
    const stored = found.events[index];
    if (!stored) return null;
    const { seq, publicSeq, agentEvent, customerEvent } = stored;
    const publicHeadSeq = found.events.slice(0, seq).filter((event) => event.publicSeq !== null).length;
    const message = writeEventMessage({
      type: "event",
      conversationId: found.id,
      seq,
      publicSeq,
      publicHeadSeq,
      agentEvent,
      customerEvent,
    });
    const row: InboxMessage = { type: "inbox", kind: "changed", conversation: found.asAgentsSee() };
    const published = Promise.all([
      ...(control.reachesBus ? [options.publish(channels.conversation(found.tenantId, found.id), message)] : []),
      options.publish(channels.inbox(found.tenantId), Buffer.from(JSON.stringify(row))),
    ]);
    return { message, published };
  }

  /** Resolves when Redis has it. */
  async function publish(found: FakeConversation, index: number): Promise<void> {
    await publication(found, index)?.published;
  }

  function append(item: AppendItem): { result: AppendResult; message: Buffer | null } {
    const found = visible(item.principal, item.conversationId);
    if (!found) return { result: { ok: false, error: { code: "not_found", message: "Not there." } }, message: null };
    const { event, duplicate } = found.append(item);
    let message: Buffer | null = null;
    if (!duplicate) {
      inboxLog.push(found.id);
      const made = control.publishes ? publication(found, event.seq - 1) : null;
      // As chat-service does, which answers without waiting for Redis.
      made?.published.catch(() => undefined);
      message = made?.message ?? null;
    }
    const own = item.principal.role === "customer" ? (event.publicSeq ?? 0) : event.seq;
    const { clientMessageId: messageId, agentEvent } = event;
    return { result: { ok: true, messageId, seq: own, createdAt: agentEvent.createdAt, duplicate }, message };
  }

  function snapshotFor({ principal, conversationId, afterSeq, limit }: SyncItem): SyncResult {
    const found = visible(principal, conversationId);
    if (!found) return { ok: false, error: { code: "not_found", message: ERRORS.not_found.title } };
    const isCustomer = principal.role === "customer";
    const all = found.eventsFor(isCustomer);
    const wanted = afterSeq === undefined ? all : all.slice(afterSeq);
    return {
      ok: true,
      epoch: control.epoch,
      headSeq: found.headSeq,
      publicHeadSeq: found.publicHeadSeq,
      customerId: found.customerId,
      events: afterSeq === undefined ? wanted.slice(-limit) : wanted.slice(0, limit),
      hasMore: wanted.length > limit,
      receipts: [],
      conversation: isCustomer ? found.asCustomersSee() : found.asAgentsSee(),
      queueAhead: null,
    };
  }

  const routes: [name: string, method: string, pattern: RegExp, handler: Handler][] = [
    ["jwks", "GET", /^\/.well-known\/jwks.json$/, async () => ({ status: 200, body: { keys: [options.publicJwk] } })],
    [
      "append",
      "POST",
      /^\/internal\/v1\/messages$/,
      async ({ items }: { items: AppendItem[] }) => {
        batches.push(items.length);
        const results: AppendResult[] = [];
        const messages: Buffer[] = [];
        for (const { result, message } of items.map(append)) {
          results.push(result);
          if (message) messages.push(message);
        }
        return { status: 200, body: { results }, bytes: joinEventMessages(messages) };
      },
    ],
    [
      "sync",
      "POST",
      /^\/internal\/v1\/conversations\/sync$/,
      async ({ items }: { items: SyncItem[] }) => {
        syncBatches.push(items.length);
        return { status: 200, body: { results: items.map(snapshotFor) } };
      },
    ],
    [
      "history",
      "POST",
      /^\/internal\/v1\/conversations\/([^/]+)\/history$/,
      async (body: { principal: Principal; beforeSeq: number; limit: number }, [id = ""]) => {
        const found = visible(body.principal, id);
        if (!found) return { status: 404 };
        const older = found.eventsFor(body.principal.role === "customer").slice(0, Math.max(0, body.beforeSeq - 1));
        return { status: 200, body: { events: older.slice(-body.limit), hasMore: older.length > body.limit } };
      },
    ],
    [
      "gap",
      "POST",
      /^\/internal\/v1\/conversations\/([^/]+)\/gap$/,
      async (body: { tenantId: string; fromSeq: number; toSeq: number }, [id = ""]) => {
        const found = conversations.get(id);
        const events = found?.events.slice(body.fromSeq - 1, body.toSeq).slice(0, control.maxGapEvents) ?? [];
        return { status: 200, body: { events } };
      },
    ],
    [
      "heads",
      "POST",
      /^\/internal\/v1\/conversations\/heads$/,
      async (body: { conversations: { conversationId: string }[] }) => {
        const heads = body.conversations.flatMap(({ conversationId }) => {
          const found = conversations.get(conversationId);
          return found ? [{ conversationId, headSeq: found.headSeq, publicHeadSeq: found.publicHeadSeq }] : [];
        });
        return { status: 200, body: { heads } };
      },
    ],
    [
      "inbox",
      "POST",
      /^\/internal\/v1\/inbox\/changes$/,
      async (body: { tenantId: string; cursor: string | null }) => {
        const from = body.cursor === null ? inboxLog.length : Number(body.cursor);
        const ids = new Set(inboxLog.slice(from));
        const rows = [...ids]
          .flatMap((id) => conversations.get(id) ?? [])
          .filter((row) => row.tenantId === body.tenantId);
        const conversationRows = rows.map((row) => row.asAgentsSee());
        return {
          status: 200,
          body: { cursor: String(inboxLog.length), conversations: conversationRows, hasMore: false },
        };
      },
    ],
    [
      "receipts",
      "POST",
      /^\/internal\/v1\/receipts$/,
      async (body) => (recorded.push({ kind: "receipt", body }), { status: 204 }),
    ],
    [
      "availability",
      "POST",
      /^\/internal\/v1\/availability$/,
      async (body) => (recorded.push({ kind: "availability", body }), { status: 204 }),
    ],
    [
      "latency",
      "POST",
      /^\/internal\/v1\/latency$/,
      async (body: LatencyMinute) => (latencyMinutes.push(body), { status: 204 }),
    ],
    [
      "sessions",
      "POST",
      /^\/internal\/v1\/sessions\/check$/,
      async ({ tenantId, sessions }: { tenantId: string; sessions: { sessionId: string }[] }) => {
        const tenantActive = access.get(tenantId)?.active ?? true;
        const ids = sessions.map(({ sessionId }) => sessionId);
        const endedSessionIds = tenantActive ? ids.filter((id) => endedSessions.has(id)) : ids;
        return { status: 200, body: { endedSessionIds, tenantActive } };
      },
    ],
    [
      "access",
      "POST",
      /^\/internal\/v1\/tenants\/access$/,
      async ({ tenantId }: { tenantId: string }) => ({
        status: 200,
        body: { active: true, allowedOrigins: [], limits: DEFAULT_TENANT_LIMITS, ...access.get(tenantId) },
      }),
    ],
  ];

  const server = createServer((request, response) => {
    void answerRequest(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  const links = createLinkServer({
    answer: answerCall,
    admit: async () => (control.speaksLinks ? 204 : 404),
  });
  server.on("connect", links.accept);

  async function answerRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const { method = "", url = "" } = request;
    const { status, body } = await answer(method, url, text === "" ? {} : JSON.parse(text));
    response.writeHead(status, { "content-type": "application/json" });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }

  function answerCall({ route, params = {}, body }: LinkCall): Promise<LinkAnswer> {
    linkCalls.push(route);
    const { method = "", path = "" } = ALL_ROUTES.find(({ id }) => id === route) ?? {};
    return answer(
      method,
      path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? ""),
      body,
    );
  }

  async function answer(asked: string, path: string, body: unknown): Promise<LinkAnswer> {
    const route = routes.find(([, method, pattern]) => method === asked && pattern.test(path));
    if (!route) return problem("not_found");
    const [name, , pattern, handle] = route;
    calls.push(name);
    await control.before.get(name)?.();
    const failure = control.failures.get(name);
    if (failure) return problem(failure);
    const reply = await handle(body as never, pattern.exec(path)?.slice(1) ?? []);
    await control.after.get(name)?.();
    return reply.status === 404 ? problem("not_found") : reply;
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    control,
    /** Names of the routes called, in order. */
    calls,
    /** Ids of the routes that were called over links, in order. */
    linkCalls,
    /** Sizes of the batches appended. */
    batches,
    /** Sizes of the sync batches. */
    syncBatches,
    recorded,
    latencyMinutes,
    access,
    endedSessions,
    publish,
    addConversation(tenantId: string, customerId: string): FakeConversation {
      const made = new FakeConversation(tenantId, customerId);
      conversations.set(made.id, made);
      return made;
    },
    /** As if another gateway's client had sent it. */
    send: async (found: FakeConversation, principal: Principal, body: string, kind: "text" | "note" = "text") =>
      append({ principal, conversationId: found.id, clientMessageId: systemIds.next(), body, kind }).result,
    close: () =>
      new Promise<void>((resolve) => {
        void links.drain(0);
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
export type FakeChatService = Awaited<ReturnType<typeof startFakeChatService>>;

function problem(code: ErrorCode): LinkAnswer {
  const { status, title } = ERRORS[code];
  return {
    status,
    body: { type: "/docs/errors", title, status, code, detail: title, requestId: systemIds.next() },
  };
}
