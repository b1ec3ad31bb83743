/**
 * What an agent waits for, with 1,000,000 messages in the tenant: each list of the inbox over REST, and opening a
 * conversation over the gateway. Everything runs on this machine; it stops by itself and fails when a goal is missed.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createCluster } from "@chorus/cluster/cluster";
import { startPostgres } from "@chorus/servers/postgres/start-postgres";
import { startRedis } from "@chorus/servers/redis";
import { seedMessages } from "@chorus/database/testing/seed-messages";
import { connect, type SocketClient } from "./socket-client.ts";
import { latencyOf } from "./statistics.ts";

const SIZE = { conversations: 20_000, messagesEach: 50 };
const SAMPLES = 300;
const LIST_GOAL_MS = 100;
const OPEN_GOAL_MS = 150;
/** Below the limits of requests and frames per second, so that they are not what is measured. */
const PAUSE_MS = 20;

interface ListPage {
  items: { id: string }[];
  nextCursor: string | null;
}

async function call<Answer>(url: string, token: string | null, body?: object): Promise<Answer> {
  const response = await fetch(url, {
    method: body ? "POST" : "GET",
    headers: { "content-type": "application/json", ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** Times one call after the other; the first ones, in which caches fill, do not count. */
async function sample(run: (index: number) => Promise<unknown>): Promise<number[]> {
  const samplesMs: number[] = [];
  for (let index = -20; index < SAMPLES; index += 1) {
    const startMs = performance.now();
    await run(Math.max(0, index));
    if (index >= 0) samplesMs.push(performance.now() - startMs);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return samplesMs;
}

function report(name: string, samplesMs: readonly number[], goalMs: number): void {
  const { p50Ms, p95Ms, p99Ms } = latencyOf(samplesMs);
  const figures = [p50Ms, p95Ms, p99Ms].map((ms) => `${ms.toFixed(1)} ms`);
  console.log(`| ${name} | ${figures.join(" | ")} | ${goalMs} ms |`);
  if (p95Ms > goalMs) process.exitCode = 1;
}

/** Subscribes, waits for the log, and lets go again, so that the next one starts as cold. */
async function openOnce(socket: SocketClient, answered: Map<string, () => void>, id: string): Promise<void> {
  await new Promise<void>((resolve) => {
    answered.set(id, resolve);
    socket.send({ type: "subscribe", id, conversationId: id });
  });
  socket.send({ type: "unsubscribe", id: `${id}-end`, conversationId: id });
}

const folder = await mkdtemp(path.join(tmpdir(), "chorus-inbox-"));
const postgres = await startPostgres({ folder, mode: "dev", logFile: path.join(folder, "postgres.log") });
const redis = await startRedis({ folder, mode: "dev", logFile: path.join(folder, "redis.log") });
try {
  await using platform = await createCluster({ adminDatabaseUrl: postgres.adminUrl, redisUrl: redis.url });
  const api = `${platform.urls.chat}/api/v1`;
  const owner = { name: "Olivia", email: "olivia@inbox.test", password: "a million messages" };
  const { tenant } = await call<{ tenant: { id: string } }>(`${api}/tenants`, "dev-operator-key", {
    name: "Inbox",
    slug: "inbox",
    owner,
  });
  const { accessToken, user } = await call<{ accessToken: string; user: { id: string } }>(`${api}/auth/login`, null, {
    tenant: "inbox",
    email: owner.email,
    password: owner.password,
  });
  const seedStartMs = performance.now();
  await seedMessages(postgres.adminUrl, { tenantId: tenant.id, agentId: user.id }, SIZE);
  const seconds = ((performance.now() - seedStartMs) / 1_000).toFixed(0);
  console.log(
    `${SIZE.conversations * SIZE.messagesEach} messages in ${SIZE.conversations} conversations, in ${seconds} s\n`,
  );

  const read = (query: string) => call<ListPage>(`${api}${query}`, accessToken);
  console.log("| what | p50 | p95 | p99 | goal for p95 |\n| --- | --- | --- | --- | --- |");
  const lists = {
    "queue, first page": "/queue?limit=50",
    "mine, first page": "/conversations?status=open&assignee=me&limit=50",
    "all open, first page": "/conversations?status=open&limit=50",
    "closed, first page": "/conversations?status=closed&limit=50",
  };
  for (const [name, query] of Object.entries(lists)) report(name, await sample(() => read(query)), LIST_GOAL_MS);

  let deep: ListPage = await read(lists["closed, first page"]);
  const ids = deep.items.map((item) => item.id);
  for (let page = 1; page < 80 && deep.nextCursor !== null; page += 1) {
    deep = await read(`${lists["closed, first page"]}&cursor=${encodeURIComponent(deep.nextCursor)}`);
    ids.push(...deep.items.map((item) => item.id));
  }
  const cursor = encodeURIComponent(deep.nextCursor ?? "");
  report("closed, page 81", await sample(() => read(`${lists["closed, first page"]}&cursor=${cursor}`)), LIST_GOAL_MS);
  report("live figures", await sample(() => read("/reports/live")), LIST_GOAL_MS);

  const socket = await connect(platform.urls.gateways[0] ?? "", accessToken);
  const answered = new Map<string, () => void>();
  socket.onFrame((frame) => {
    if (frame.type === "error") throw new Error(JSON.stringify(frame));
    if (frame.type === "subscribed" && frame.id !== undefined) answered.get(frame.id)?.();
  });
  const opening = await sample((index) => openOnce(socket, answered, ids[index * 7] ?? ""));
  report("open a conversation (50 events)", opening, OPEN_GOAL_MS);
  socket.close();
} finally {
  await redis.stop();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
