/**
 * One message at a time over the whole platform, beside pgbench calling the same append: what everything around the
 * commit costs. Everything runs on this machine, with fsync on; it stops by itself.
 */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createConstellation } from "@chorus/local/constellation";
import { startPostgres } from "@chorus/local/postgres";
import { startRedis } from "@chorus/local/redis";
import { runPgbench } from "./pgbench.ts";
import { connect, type SocketClient } from "./socket-client.ts";
import { latencyOf, type Latency } from "./statistics.ts";

const WARM_UP = 200;
const MESSAGES = 2_000;
const ROUNDS = 3;
/** Below the limit of sends per second and connection, so that the limit is not what is measured. */
const AGENT_PAUSE_MS = 55;

async function post(url: string, body: object, token?: string): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

interface RoundTrip {
  ackMs: number;
  deliveryMs: number;
}

/** From `message.send` to the sender's ack and to the event at the other side's socket. */
function roundTrip(
  sender: SocketClient,
  conversationId: string,
  waiting: Map<string, (trip: RoundTrip) => void>,
): Promise<RoundTrip> {
  return new Promise((resolve) => {
    const clientMessageId = randomUUID();
    waiting.set(clientMessageId, resolve);
    sender.send({
      type: "message.send",
      id: clientMessageId,
      conversationId,
      clientMessageId,
      kind: "text",
      body: "x".repeat(80),
    });
  });
}

function print(name: string, latency: Latency, base: Latency): void {
  const ratio = `${(latency.p50Ms / base.p50Ms).toFixed(2)} × / ${(latency.p99Ms / base.p99Ms).toFixed(2)} ×`;
  console.log(`${name.padEnd(28)} p50 ${latency.p50Ms.toFixed(2)} ms   p99 ${latency.p99Ms.toFixed(2)} ms   ${ratio}`);
}

const folder = await mkdtemp(path.join(tmpdir(), "chorus-round-trip-"));
const postgres = await startPostgres({ folder, mode: "dev", logFile: path.join(folder, "postgres.log") });
const redis = await startRedis({ folder, mode: "dev", logFile: path.join(folder, "redis.log") });
try {
  await using platform = await createConstellation({ adminDatabaseUrl: postgres.adminUrl, redisUrl: redis.url });
  const api = `${platform.urls.chat}/api/v1`;
  const password = "round trip round trip";
  const owner = { name: "Olivia", email: "olivia@round.test", password };
  const { tenant } = (await post(`${api}/tenants`, { name: "Round", slug: "round", owner }, "dev-operator-key")) as {
    tenant: { id: string; widgetKey: string };
  };
  const agent = (await post(`${api}/auth/login`, { tenant: "round", email: owner.email, password })) as {
    accessToken: string;
  };
  const customer = (await post(`${api}/widget/sessions`, { tenantKey: tenant.widgetKey })) as {
    accessToken: string;
    customer: { id: string };
  };
  const { conversation } = (await post(`${api}/conversations`, {}, customer.accessToken)) as {
    conversation: { id: string };
  };

  const [sender, receiver] = [
    await connect(platform.urls.gateways[0], agent.accessToken),
    await connect(platform.urls.gateways[0], customer.accessToken),
  ];
  const waiting = new Map<string, (trip: RoundTrip) => void>();
  const sentAt = new Map<string, number>();
  const acked = new Map<string, number>();
  const delivered = new Map<string, number>();
  const settle = (id: string) => {
    const [start, ack, delivery] = [sentAt.get(id), acked.get(id), delivered.get(id)];
    if (start === undefined || ack === undefined || delivery === undefined) return;
    waiting.get(id)?.({ ackMs: ack - start, deliveryMs: delivery - start });
    for (const map of [waiting, sentAt, acked, delivered]) map.delete(id);
  };
  sender.onFrame((frame, atMs) => {
    if (frame.type === "error") throw new Error(JSON.stringify(frame));
    if (frame.type !== "ack" || frame.id === undefined) return;
    acked.set(frame.id, atMs);
    settle(frame.id);
  });
  receiver.onFrame((frame, atMs) => {
    const message = (frame["data"] as { message?: { clientMessageId: string } } | undefined)?.message;
    if (frame.type !== "event" || !message) return;
    delivered.set(message.clientMessageId, atMs);
    settle(message.clientMessageId);
  });
  receiver.send({ type: "subscribe", id: "s", conversationId: conversation.id });
  await new Promise<void>((resolve) => receiver.onFrame((frame) => frame.type === "subscribed" && resolve()));
  const timedSender: SocketClient = {
    ...sender,
    send(frame) {
      sentAt.set((frame as { id: string }).id, performance.now());
      sender.send(frame);
    },
  };
  const pgbench = {
    tenantId: tenant.id,
    conversations: [{ conversationId: conversation.id, customerId: customer.customer.id }],
    clients: 1,
    bound: { calls: MESSAGES },
  };

  const measure = async (count: number) => {
    const trips: RoundTrip[] = [];
    for (let sent = 0; sent < count; sent += 1) {
      trips.push(await roundTrip(timedSender, conversation.id, waiting));
      await new Promise((resolve) => setTimeout(resolve, AGENT_PAUSE_MS));
    }
    return trips;
  };
  await measure(WARM_UP / ROUNDS);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const base = await runPgbench(platform.databaseUrl, pgbench);
    const trips = await measure(MESSAGES / (ROUNDS * 4));
    console.log(`round ${round} of ${ROUNDS}`);
    print("pgbench, the same append", base, base);
    print("send to ack", latencyOf(trips.map((trip) => trip.ackMs)), base);
    print("send to delivery", latencyOf(trips.map((trip) => trip.deliveryMs)), base);
  }
  sender.close();
  receiver.close();
} finally {
  await redis.stop();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
