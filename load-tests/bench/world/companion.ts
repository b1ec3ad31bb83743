/**
 * What stands behind the gateway while sockets alone are measured: chat-service's double of the gateway's own tests, which keeps
 * its log in memory, and a presence-service that knows nobody. A process of its own, on the load generator's core.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DEFAULT_TENANT_LIMITS, type TenantLimits } from "@chorus/contracts/entities/tenant-limits";
import { startFakeChatService } from "@chorus/websocket-gateway/testing/fake-chat-service";
import { Redis } from "ioredis";

const { REDIS_URL = "", PUBLIC_JWK = "{}", TENANT_ID = "", CONVERSATIONS = "0" } = process.env;
/** The most that a tenant may be given: limits are not what is measured. */
const FACTOR = 10;

const redis = new Redis(REDIS_URL);
let isGathering = false;

/** What is published in one turn leaves in one piece, as chat-service's does. */
function publish(channel: string, message: Buffer): Promise<unknown> {
  if (!isGathering) {
    isGathering = true;
    redis.stream.cork();
    setImmediate(() => {
      isGathering = false;
      redis.stream.uncork();
    });
  }
  return redis.publish(channel, message);
}

const chat = await startFakeChatService({
  publicJwk: JSON.parse(PUBLIC_JWK) as object,
  publish,
});
const limits = Object.fromEntries(
  Object.entries(DEFAULT_TENANT_LIMITS).map(([name, value]) => [
    name,
    name === "bodyCharacters" ? value : value * FACTOR,
  ]),
) as TenantLimits;
chat.access.set(TENANT_ID, { limits });
const conversationIds = Array.from(
  { length: Number(CONVERSATIONS) },
  () => chat.addConversation(TENANT_ID, "0199d3a0-0000-7000-8000-000000000000").id,
);

process.on("SIGUSR2", () => globalThis.gc?.());

const presence = createServer((request, response) => {
  request.resume();
  request.once("end", () => {
    const isRead = request.url === "/internal/v1/presence";
    response.writeHead(isRead ? 200 : 204, { "content-type": "application/json" });
    response.end(isRead ? '{"items":[]}' : undefined);
  });
});
presence.listen(0, "127.0.0.1", () => {
  const presenceUrl = `http://127.0.0.1:${(presence.address() as AddressInfo).port}`;
  process.stdout.write(`${JSON.stringify({ chatUrl: chat.url, presenceUrl, conversationIds })}\n`);
});
