import { createHmac, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DEVELOPMENT_LINK_SECRET } from "@chorus/kernel/published-secrets";
import { passwordLinkToken } from "@chorus/auth/password-link";
import { ChatClient } from "@chorus/client-sdk/chat-client";
import { withProof } from "@chorus/client-sdk/proof-of-work";
import { RestClient } from "@chorus/client-sdk/rest-client";
import { TokenSource } from "@chorus/client-sdk/token-source";
import { createApiKey } from "@chorus/contracts/routes/api-keys";
import { forgotPassword, login, resetPassword } from "@chorus/contracts/routes/auth";
import {
  assignConversation,
  closeConversation,
  createConversation,
  listConversations,
  mailTranscript,
} from "@chorus/contracts/routes/conversations";
import { createMessage } from "@chorus/contracts/routes/messages";
import { createWidgetSession } from "@chorus/contracts/routes/widget";
import { acceptConversation } from "@chorus/contracts/routes/queue";
import { patchTenant, rotateIdentitySecret } from "@chorus/contracts/routes/tenant";
import type { WidgetLook } from "@chorus/contracts/entities/tenant-settings";
import type { UserRole } from "@chorus/contracts/permissions";
import type { RouteBodyInput } from "@chorus/contracts/routes/define-route";
import { createUser, listUsers } from "@chorus/contracts/routes/people";
import { setTenantQuota } from "@chorus/contracts/routes/quotas";
import { createTenant } from "@chorus/contracts/routes/tenants";
import { expect } from "@playwright/test";
import { NodeWebSocket } from "@chorus/websocket-gateway/testing/node-web-socket";
import { chatUrl, commerceUrl, deskUrl, gatewayUrl, notificationUrl, widgetUrl } from "./platform.ts";
import { inTenant, seedConversation } from "./seed-tenant.ts";

const password = "correct horse battery";

export interface Colleague {
  tenant: string;
  email: string;
  password: string;
}

/** Somebody's desk without a screen. */
export async function signedIn({ tenant, email, password: own }: Colleague): Promise<RestClient> {
  const baseUrls = {
    ...{ "chat-service": chatUrl(), "notification-worker": notificationUrl(), commerce: commerceUrl() },
  };
  const tokens = new TokenSource({ refresh: async () => null });
  tokens.set(await new RestClient({ baseUrls }).call(login, { body: { tenant, email, password: own } }));
  return new RestClient({ baseUrls, tokens });
}

/** Somebody signs in with another program. */
export async function signInFrom(userAgent: string, { tenant, email, password: own }: Colleague): Promise<void> {
  const fetchAs: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set("user-agent", userAgent);
    return fetch(input, { ...init, headers });
  };
  await new RestClient({ baseUrls: { "chat-service": chatUrl() }, fetch: fetchAs }).call(login, {
    body: { tenant, email, password: own },
  });
}

/** A tenant of its own for one test, with its owner at a desk without a screen. */
export async function createTestTenant(widget: WidgetLook = {}) {
  const baseUrls = { "chat-service": chatUrl() };
  const operator = { token: async () => "dev-operator-key", renew: async () => null };
  const slug = `co-${randomUUID().slice(0, 8)}`;
  const email = `olivia@${slug}.test`;
  const { tenant } = await new RestClient({ baseUrls, tokens: operator }).call(createTenant, {
    body: { name: "Acme Outdoor", slug, owner: { name: "Olivia Berg", email, password } },
  });
  const tokens = new TokenSource({ refresh: async () => null });
  tokens.set(await new RestClient({ baseUrls }).call(login, { body: { tenant: slug, email, password } }));
  const rest = new RestClient({ baseUrls, tokens });
  const chat = new ChatClient({ gatewayUrl: gatewayUrl(), tokens, WebSocket: NodeWebSocket });
  const change = (look: WidgetLook, allowedOrigins?: string[]) =>
    rest.call(patchTenant, { body: { widget: look, ...(allowedOrigins ? { allowedOrigins } : {}) } });
  await change(widget);
  return {
    tenantId: tenant.id,
    widgetKey: tenant.widgetKey,
    owner: { tenant: slug, email, password },
    chat,
    change,
    /** Settings beside the widget's. */
    set: (settings: RouteBodyInput<typeof patchTenant>) => rest.call(patchTenant, { body: settings }),
    /** What is in the mail to somebody who was invited. */
    passwordLink: async (address: string) =>
      `${deskUrl()}/reset-password#${await findPasswordToken(tenant.id, address)}`,
    /** A mail is on its way to somebody who has no password yet. */
    invite: (name: string, role: UserRole = "agent") => {
      const address = `${randomUUID().slice(0, 8)}@${slug}.test`;
      return rest.call(createUser, { body: { name, email: address, role } });
    },
    /** Somebody else at the desk, who has chosen a password already. */
    async colleague(name: string, role: UserRole = "agent"): Promise<Colleague> {
      const address = (await this.invite(name, role)).email;
      await rest.call(resetPassword, { body: { token: await findPasswordToken(tenant.id, address), password } });
      return { tenant: slug, email: address, password };
    },
    /** A page of its own, which may embed its widget. */
    async host(options: HostOptions = {}) {
      const page = await hostPage(tenant.widgetKey, options);
      await change({}, [page.url]);
      return page;
    },
    /** Comes to the desk, takes the newest conversation and follows it. */
    async accept() {
      chat.start();
      const newest = async () => (await rest.call(listConversations, { query: { limit: 1 } })).items[0]?.id ?? "";
      // What a customer sees of the own message is not stored yet.
      await expect.poll(newest).not.toBe("");
      const conversationId = await newest();
      await rest.call(acceptConversation, { params: { conversationId } });
      return { conversationId, stream: chat.openConversation(conversationId) };
    },
    /** A program of the tenant's own answers the newest conversation. */
    async answerAsAssistant(body: string) {
      const { secret } = await rest.call(createApiKey, {
        body: { name: "Acme assistant", scopes: ["conversations:read", "messages:write"] },
      });
      const key = { token: async () => secret, renew: async () => null };
      const { items } = await rest.call(listConversations, { query: { limit: 1 } });
      await new RestClient({ baseUrls, tokens: key }).call(createMessage, {
        params: { conversationId: items[0]?.id ?? "" },
        body: { clientMessageId: randomUUID(), body },
      });
    },
    /** An open conversation in which a customer has said `Message 1`. */
    open: (name: string) =>
      inTenant(tenant.id, (tx) =>
        seedConversation(tx, tenant.id, { name, status: "open", messages: 1, minutesAgo: 1 }),
      ),
    /** Gives a conversation to a colleague. */
    async assign(conversationId: string, address: string) {
      const { items } = await rest.call(listUsers, { query: { limit: 50 } });
      const agentId = items.find((user) => user.email === address)?.id ?? "";
      await rest.call(assignConversation, { params: { conversationId }, body: { agentId } });
    },
    /** Somebody writes and is gone, until they sign in with what the shop has signed. */
    async customerWrites(email: string, body: string, name = "Cara Diaz") {
      const visitor = new TokenSource({ refresh: async () => null });
      const anybody = new RestClient({ baseUrls });
      const session = { tenantKey: tenant.widgetKey, profile: { name, email } };
      const begun = await withProof((proof) =>
        anybody.call(createWidgetSession, { body: { ...session, ...(proof ? { proof } : {}) } }),
      );
      visitor.set(begun);
      const { conversation } = await new RestClient({ baseUrls, tokens: visitor }).call(createConversation, {
        body: { message: { clientMessageId: randomUUID(), body } },
      });
      return {
        conversationId: conversation.id,
        async signIn(identityToken: string) {
          const { deviceToken } = begun;
          await anybody.call(createWidgetSession, {
            body: { tenantKey: tenant.widgetKey, deviceToken, identityToken },
          });
        },
      };
    },
    writeNote: (conversationId: string, body: string) =>
      rest.call(createMessage, {
        params: { conversationId },
        body: { clientMessageId: randomUUID(), body, kind: "note" },
      }),
    forgotPassword: (address: string) =>
      new RestClient({ baseUrls }).call(forgotPassword, { body: { tenant: slug, email: address } }),
    mailTranscript: (conversationId: string) => rest.call(mailTranscript, { params: { conversationId }, body: {} }),
    /** The operator allows so many mails a day. */
    allowMails: (amount: number | null) =>
      new RestClient({ baseUrls, tokens: operator }).call(setTenantQuota, {
        params: { tenantId: tenant.id, quota: "mails_per_day" },
        body: { amount },
      }),
    close: (conversationId: string) => rest.call(closeConversation, { params: { conversationId } }),
    conversations: async () => (await rest.call(listConversations, { query: { limit: 50 } })).items,
    /** What the shop's own server would sign. */
    async signer() {
      const { secret } = await rest.call(rotateIdentitySecret);
      return (externalId: string, name?: string) => {
        const nowSeconds = Math.floor(Date.now() / 1000);
        const claims = { sub: externalId, name, aud: tenant.widgetKey, iat: nowSeconds, exp: nowSeconds + 600 };
        const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
        const signed = `${part({ alg: "HS256" })}.${part(claims)}`;
        return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
      };
    },
    [Symbol.asyncDispose]: async () => chat.dispose(),
  };
}

async function findPasswordToken(tenantId: string, email: string): Promise<string> {
  const { id } = await inTenant(tenantId, (tx) =>
    tx
      .selectFrom("password_links as l")
      .innerJoin("users as u", "u.id", "l.user_id")
      .select("l.id")
      .where("u.email", "=", email)
      .executeTakeFirstOrThrow(),
  );
  return passwordLinkToken(DEVELOPMENT_LINK_SECRET, tenantId, id);
}

interface HostOptions {
  /** Of the script tag. */
  attributes?: string;
  /** A line of before, with the key in an attribute instead of the loader's address. */
  isOldLine?: boolean;
  head?: string;
  headers?: Record<string, string>;
  /** Instead of the usual page, with the shop's line in it; what stands after `<!--later-->` is sent a second later. */
  page?: (line: string) => string;
}

const LATER_MS = 1_000;

/** Somebody's web page with the widget, on an origin of its own. */
export async function hostPage(widgetKey: string, options: HostOptions = {}) {
  const { attributes = "", head = "", headers = {} } = options;
  const source = options.isOldLine
    ? `src="${widgetUrl()}/loader.js" data-tenant-key="${widgetKey}"`
    : `src="${widgetUrl()}/loader.js?key=${widgetKey}"`;
  const line = `<script ${source} ${attributes}></script>`;
  const usual = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A shop</title>${head}</head>
    <body><main><h1>A shop</h1></main>${line}</body></html>`;
  const [first, later] = (options.page?.(line) ?? usual).split("<!--later-->");
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers });
    if (later === undefined) return response.end(first);
    response.write(first);
    return setTimeout(() => response.end(later), LATER_MS);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
