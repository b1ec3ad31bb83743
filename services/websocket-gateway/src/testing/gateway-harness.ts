import { signAccessToken, type SigningKey } from "@chorus/auth/access-token";
import type { Role } from "@chorus/contracts/permissions";
import type { Principal } from "@chorus/contracts/routes/internal-chat";
import { readEnv } from "@chorus/kernel/config";
import { systemIds } from "@chorus/kernel/ids";
import { connectCommands, openRedis } from "@chorus/redis/connect";
import { exportJWK, generateKeyPair } from "jose";
import { environment, toConfig, type GatewayConfig } from "../config.ts";
import type { GatewayOverrides } from "../context.ts";
import { createWebsocketGateway, type WebsocketGateway } from "../service.ts";
import { startFakeChatService } from "./fake-chat-service.ts";
import { TestClient } from "./test-client.ts";

export interface TestPerson {
  principal: Principal;
  token: string;
}

/** Gateways on a real Redis with a fake chat-service. Every test has tenants of its own. */
export async function startHarness(redisUrl: string) {
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  const key: SigningKey = { kid: "test", privateKey };
  const publicJwk = { ...(await exportJWK(publicKey)), kid: key.kid, alg: "EdDSA", use: "sig" };
  const redis = connectCommands(redisUrl, () => undefined);
  await openRedis(redis);
  const chat = await startFakeChatService({
    publicJwk,
    publish: (channel, message) => redis.publish(channel, message),
  });
  const gateways: WebsocketGateway[] = [];
  const clients: TestClient[] = [];
  const tenantId = systemIds.next();

  function tokenFor(
    principal: Principal,
    options: { lifetimeSeconds?: number; onlyConversationId?: string } = {},
  ): Promise<string> {
    const { lifetimeSeconds = 900, onlyConversationId } = options;
    const claims = { ...principal, onlyConversationId };
    return signAccessToken(key, claims, { nowMs: Date.now(), tokenId: systemIds.next(), lifetimeSeconds });
  }

  return {
    chat,
    redis,
    tenantId,
    tokenFor,
    async gateway(overrides: GatewayOverrides = {}, config: Partial<GatewayConfig> = {}): Promise<WebsocketGateway> {
      const variables = readEnv(environment, {
        NODE_ENV: "test",
        GATEWAY_PORT: "0",
        REDIS_URL: redisUrl,
        CHAT_SERVICE_URL: chat.url,
        // Presence is unreachable in these tests, which must not matter.
        PRESENCE_SERVICE_URL: "http://127.0.0.1:9",
        LOG_LEVEL: "silent",
      });
      const gateway = await createWebsocketGateway({ ...toConfig(variables), ...config }, overrides);
      await gateway.start();
      gateways.push(gateway);
      return gateway;
    },
    async person(role: Role, tenant = tenantId): Promise<TestPerson> {
      const principal = { tenantId: tenant, userId: systemIds.next(), role, sessionId: systemIds.next() };
      return { principal, token: await tokenFor(principal) };
    },
    connect(
      gateway: WebsocketGateway,
      options: ConstructorParameters<typeof TestClient>[1] & { path?: string } = {},
    ): TestClient {
      const client = new TestClient(`${gateway.url.replace("http", "ws")}${options.path ?? "/ws"}`, options);
      clients.push(client);
      return client;
    },
    async join(gateway: WebsocketGateway, person: TestPerson): Promise<TestClient> {
      const client = this.connect(gateway);
      await client.hello(person.token);
      return client;
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.socket.terminate();
      await Promise.all(gateways.map((gateway) => gateway[Symbol.asyncDispose]()));
      await chat.close();
      redis.disconnect();
    },
  };
}
export type Harness = Awaited<ReturnType<typeof startHarness>>;
