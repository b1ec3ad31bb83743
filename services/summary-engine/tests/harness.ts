import { databaseUrlFor } from "@chorus/database/rights";
import { startChat, type Tenant, type Customer } from "../../chat-service/tests/harness.ts";
import type { Summary, SummaryType } from "@chorus/contracts/entities/summary";
import { readEnv } from "@chorus/kernel/config";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { until } from "@chorus/testing/until";
import { environment, toConfig } from "../src/config.ts";
import { createSummaryEngine, type SummaryEngine } from "../src/service.ts";

export const MINUTE_MS = 60_000;
/** How long a test waits for what must come; only a failure takes so long. */
const PATIENCE_MS = 50_000;

/**
 * chat-service and summary-engine, whose clock can run ahead; minutes pass in a moment.
 * @param redisDatabase of its own, because workers of other files would take these jobs
 */
export async function startSummaries(redisDatabase: number, more: Record<string, string> = {}) {
  const redisUrl = new URL(testRedisUrl());
  redisUrl.pathname = `/${redisDatabase}`;
  const chat = await startChat({ redisUrl: redisUrl.href });
  let offsetMs = 0;
  const clock = { now: () => Date.now() + offsetMs };
  const engines: SummaryEngine[] = [];
  const variables = {
    NODE_ENV: "test",
    LOG_LEVEL: "silent",
    SUMMARY_PORT: "0",
    DATABASE_URL: databaseUrlFor("summary-engine", chat.config.database.url),
    DATABASE_POOL_SIZE: "10",
    REDIS_URL: redisUrl.href,
    CHAT_SERVICE_URL: chat.url,
    CHROMA_URL: "",
    ...more,
  };

  async function startEngine(changed: Record<string, string> = {}): Promise<SummaryEngine> {
    const config = toConfig(readEnv(environment, { ...variables, ...changed }));
    const engine = await createSummaryEngine({ ...config, sweepEveryMs: 20 }, { clock });
    await engine.start();
    engines.push(engine);
    return engine;
  }
  const engine = await startEngine();

  async function request(method: string, path: string, token?: string, body?: object) {
    const response = await fetch(engine.url + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body ? { "content-type": "application/json" } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  }

  return {
    chat,
    engine,
    startEngine,
    request,
    /** For an engine in a process of its own. */
    variables,
    redisUrl: redisUrl.href,
    pass(durationMs: number) {
      offsetMs += durationMs;
    },
    /** Back to today, where access tokens are valid. */
    rewind() {
      offsetMs = 0;
    },
    /** A tenant with a conversation about a pair of headphones. */
    async talk() {
      const tenant: Tenant = await chat.tenant();
      const customer: Customer = await chat.customer(tenant, "Cara");
      const conversationId = await chat.conversation(
        customer,
        "My headphones crackle on the left side, order SO-48213, bought for 89.90 EUR.",
      );
      const agent = tenant.owner.token;
      await chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: agent });
      await chat.send(agent, conversationId, "I am sorry about that. I will send you a new pair by Thursday.");
      return { tenant, customer, conversationId, agent };
    },
    async summaries(token: string, conversationId: string): Promise<Summary[]> {
      const { body } = await request("GET", `/api/v1/conversations/${conversationId}/summaries`, token);
      return body.items;
    },
    /** The current summary of a type, once there is one that `accept` likes. */
    async summary(
      token: string,
      conversationId: string,
      type: SummaryType,
      accept: (summary: Summary) => boolean = () => true,
    ): Promise<Summary> {
      return until(
        async () => {
          const found = (await this.summaries(token, conversationId)).find((summary) => summary.type === type);
          return found && accept(found) ? found : undefined;
        },
        { timeoutMs: PATIENCE_MS },
      );
    },
    /** Every task of a tenant that is due was worked on. */
    async worked(tenantId: string, timeoutMs = PATIENCE_MS): Promise<void> {
      await until(
        () =>
          chat.database.readTenant(tenantId, async (tx) => {
            const tasks = await tx
              .selectFrom("tasks")
              .select(["finished_at", "due_at", "attempts"])
              .where("name", "=", "summary.make")
              .execute();
            // One that somebody works on is due again when the lease is over.
            const due = tasks.filter(({ due_at: dueAt, attempts }) => attempts > 0 || dueAt.getTime() <= clock.now());
            return due.length > 0 && due.every(({ finished_at }) => finished_at !== null);
          }),
        { timeoutMs },
      );
    },
    async [Symbol.asyncDispose]() {
      for (const running of engines) {
        await running.drain(1_000);
        await running[Symbol.asyncDispose]();
      }
      await chat[Symbol.asyncDispose]();
    },
  };
}
export type Summaries = Awaited<ReturnType<typeof startSummaries>>;
