import { createServiceTokens } from "@chorus/auth/service-token";
import type { Principal } from "@chorus/contracts/routes/internal-chat";
import { systemIds } from "@chorus/kernel/ids";
import { DEVELOPMENT_INTERNAL_SECRET } from "@chorus/kernel/published-secrets";
import { decodeJwt } from "jose";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { afterAll, beforeAll, describe } from "vitest";
import { createChatClient } from "../src/chat-service-client/chat-client.ts";
import { createTestTenant, type Member } from "../src/testing/tenant.ts";
import { startHarness, type Harness } from "../src/testing/gateway-harness.ts";
import { describeChatService, type ChatWorld } from "./chat-service-contract.ts";
import { startPlatform, type Platform } from "./platform.ts";

const clientOf = (baseUrl: string) =>
  createChatClient({
    baseUrl,
    serviceToken: createServiceTokens({
      service: "websocket-gateway",
      audience: "chat-service",
      secret: DEVELOPMENT_INTERNAL_SECRET,
      now: Date.now,
    }),
  });

describe("chat-service, as the gateway needs it", () => {
  let platform: Platform;
  let world: ChatWorld;
  beforeAll(async () => {
    platform = await startPlatform();
    world = {
      chat: clientOf(platform.cluster.urls.chat),
      async house() {
        const [tenant, elsewhere] = [
          await createTestTenant(platform.call, []),
          await createTestTenant(platform.call, []),
        ];
        const customer = await tenant.customer();
        return {
          agent: principalOf(tenant.person("owner")),
          customer: principalOf(customer),
          neighbour: principalOf(await tenant.customer()),
          outsider: principalOf(elsewhere.person("owner")),
          conversationId: customer.conversationId,
        };
      },
    };
  });
  afterAll(async () => {
    world.chat.close();
    await platform[Symbol.asyncDispose]();
  });
  describeChatService(() => world);
});

describe("the double of chat-service", () => {
  let harness: Harness;
  let world: ChatWorld;
  beforeAll(async () => {
    harness = await startHarness(testRedisUrl());
    world = {
      chat: clientOf(harness.chat.url),
      async house() {
        const tenantId = systemIds.next();
        const person = async (role: "agent" | "customer", tenant = tenantId) =>
          (await harness.person(role, tenant)).principal;
        const customer = await person("customer");
        return {
          agent: await person("agent"),
          customer,
          neighbour: await person("customer"),
          outsider: await person("agent", systemIds.next()),
          conversationId: harness.chat.addConversation(tenantId, customer.userId).id,
        };
      },
    };
  });
  afterAll(async () => {
    world.chat.close();
    await harness[Symbol.asyncDispose]();
  });
  describeChatService(() => world);
});

/** Whom a real token is about. */
function principalOf({ id, role, token }: Member): Principal {
  const { tid, sid } = decodeJwt<{ tid: string; sid: string }>(token);
  return { tenantId: tid, userId: id, role, sessionId: sid };
}
