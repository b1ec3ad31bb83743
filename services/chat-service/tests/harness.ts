import { databaseUrlFor } from "@chorus/database/rights";
import { randomUUID } from "node:crypto";
import { openDatabase, type Database } from "@chorus/database/database";
import { readEnv } from "@chorus/kernel/config";
import type { Clock } from "@chorus/kernel/clock";
import type { Logger } from "@chorus/observability/logger";
import { openAsOwner } from "@chorus/testing/owner-connection";
import { createTestDatabase } from "@chorus/testing/test-database";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { environment, toConfig } from "../src/config.ts";
import { createChatService } from "../src/service.ts";

export interface Answer {
  status: number;
  headers: Headers;
  // Whatever a test expects of it.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
  text: string;
}

export interface Tenant {
  id: string;
  slug: string;
  widgetKey: string;
  owner: Person;
}

export interface Person {
  id: string;
  token: string;
  email: string;
}

export interface Customer {
  id: string;
  token: string;
  deviceToken: string;
}

export const PASSWORD = "correct horse battery";

/** A /64 that no other test uses: its addresses by host. */
export function newNetwork(): (host: number) => string {
  const [, one, two, three] = randomUUID().split("-");
  return (host) => `2001:${one}:${two}:${three}::${host.toString(16)}`;
}

/** A proxy names the client's address; behind one, published secrets are refused. */
export const BEHIND_PROXY = {
  CHAT_TRUST_PROXY: "true",
  INTERNAL_SECRET: "internal-7Qm2ZxK9vT4bR8wLc1NfYp6HsD3gJa0E",
  CHORUS_SECRET: "chorus-5Hs8DkW1qZ7mXn3VbT9rLp2CyF6gJa0E",
  LINK_SECRET: "link-8Bd3VtXw5nKq1RmZ7yLc9HfJ2sPgA6Eu",
  CHORUS_OPERATOR_KEY: "operator-4Nf7YpKc1LwR8bT2vQ9mZxD3gJa0EhS",
};

/** A chat-service of its own on a database of its own, and short words for what tests do with it. */
export async function startChat(
  options: { clock?: Clock; redisUrl?: string; variables?: Record<string, string>; logger?: Logger } = {},
) {
  const testDatabase = await createTestDatabase();
  const config = toConfig(
    readEnv(environment, {
      NODE_ENV: "test",
      LOG_LEVEL: "silent",
      CHAT_PORT: "0",
      DATABASE_URL: databaseUrlFor("chat-service", testDatabase.url),
      DATABASE_POOL_SIZE: "8",
      REDIS_URL: options.redisUrl ?? testRedisUrl(),
      // Nothing listens there: chat-service must not need presence.
      PRESENCE_SERVICE_URL: "http://127.0.0.1:1",
      // Every person of a test comes from this machine.
      WRITES_PER_NETWORK: "1000000",
      WRITES_PER_CUSTOMER_NETWORK: "1000000",
      ...options.variables,
    }),
  );
  const { clock, logger } = options;
  const service = await createChatService(config, { ...(clock ? { clock } : {}), ...(logger ? { logger } : {}) });
  await service.start();
  const database: Database = openDatabase({
    url: testDatabase.url,
    poolSize: 2,
    applicationName: "test",
    onError: () => undefined,
  });

  async function request(
    method: string,
    path: string,
    input: { token?: string | undefined; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const response = await fetch(service.url + path, {
      method,
      headers: {
        ...(input.token ? { authorization: `Bearer ${input.token}` } : {}),
        ...(input.body === undefined ? {} : { "content-type": "application/json" }),
        ...input.headers,
      },
      ...(input.body === undefined
        ? {}
        : { body: typeof input.body === "string" ? input.body : JSON.stringify(input.body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: text === "" ? null : JSON.parse(text) };
  }

  async function login(slug: string, email: string): Promise<string> {
    const { body } = await request("POST", "/api/v1/auth/login", { body: { tenant: slug, email, password: PASSWORD } });
    return body.accessToken;
  }

  return {
    url: service.url,
    adminUrl: testDatabase.adminUrl,
    config,
    database,
    request,
    login,
    async tenant(): Promise<Tenant> {
      const slug = `co-${randomUUID().slice(0, 8)}`;
      const email = `owner@${slug}.test`;
      const { body } = await request("POST", "/api/v1/tenants", {
        token: config.secrets.operatorKey,
        body: { name: slug, slug, owner: { name: "Olivia", email, password: PASSWORD } },
      });
      const owner = { id: body.owner.id, email, token: await login(slug, email) };
      return { id: body.tenant.id, slug, widgetKey: body.tenant.widgetKey, owner };
    },
    async person(tenant: Tenant, role: string, name = role): Promise<Person> {
      const email = `${randomUUID().slice(0, 8)}@${tenant.slug}.test`;
      const { body } = await request("POST", "/api/v1/users", {
        token: tenant.owner.token,
        body: { name, email, role, password: PASSWORD },
      });
      return { id: body.id, email, token: await login(tenant.slug, email) };
    },
    async customer(tenant: Tenant, name = "Cara"): Promise<Customer> {
      const { body } = await request("POST", "/api/v1/widget/sessions", {
        body: { tenantKey: tenant.widgetKey, profile: { name } },
      });
      return { id: body.customer.id, token: body.accessToken, deviceToken: body.deviceToken };
    },
    async conversation(customer: Customer, body = "Hello?"): Promise<string> {
      const answer = await request("POST", "/api/v1/conversations", {
        token: customer.token,
        body: { message: { clientMessageId: randomUUID(), body } },
      });
      return answer.body.conversation.id;
    },
    /** Tables of the whole database that hold a text anywhere, as their owner sees them. */
    async rowsWith(text: string): Promise<string[]> {
      const owner = openAsOwner(testDatabase.adminUrl);
      const tables = await owner.statement<{ name: string }>(
        "",
        `select oid::regclass::text as name from pg_class
         where relnamespace in ('public'::regnamespace, 'commerce'::regnamespace) and relkind = 'r'`,
        [],
      );
      const found: string[] = [];
      for (const { name } of tables) {
        const rows = await owner.statement("", `select from ${name} t where t::text like $1 limit 1`, [`%${text}%`]);
        if (rows.length > 0) found.push(name);
      }
      await owner.close();
      return found;
    },
    /** For what no service may do. */
    async asOwner(statement: string): Promise<void> {
      const owner = openAsOwner(testDatabase.adminUrl);
      await owner.statement("", statement, []);
      await owner.close();
    },
    async send(token: string, conversationId: string, body: string, kind = "text"): Promise<Answer> {
      return request("POST", `/api/v1/conversations/${conversationId}/messages`, {
        token,
        body: { clientMessageId: randomUUID(), body, kind },
      });
    },
    async [Symbol.asyncDispose]() {
      await service.drain(1_000);
      await service[Symbol.asyncDispose]();
      await database.close();
      await testDatabase[Symbol.asyncDispose]();
    },
  };
}
export type Chat = Awaited<ReturnType<typeof startChat>>;
