import "@chorus/testing/provided";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startChroma, type ChromaServer } from "@chorus/servers/chroma";
import { startServiceProcess } from "@chorus/cluster/service-process";
import { until } from "@chorus/testing/until";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { replay } from "../src/search/reconcile-store.ts";
import { createRemoteEmbedder } from "@chorus/meaning/remote-embedder";
import { startModelDouble } from "@chorus/doubles/model/model-double";
import { MINUTE_MS, startSummaries, type Summaries } from "./harness.ts";

vi.setConfig({ testTimeout: 180_000 });
const PATIENCE = { timeoutMs: 90_000 };
const CONVERSATIONS = 12;

let folder: string;
let chroma: ChromaServer;
let all: Summaries;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "chorus-chroma-"));
  chroma = await startChroma({ folder, logFile: path.join(folder, "chroma.log") });
  all = await startSummaries(6, { CHROMA_URL: chroma.url });
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
  await chroma.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each(["openai", "ollama"] as const)("an embedding model of %s", (provider) => {
  test("is asked at its address, and refused when its vectors are not as long as was said", async () => {
    await using double = await startModelDouble(provider);
    const config = { provider, url: double.url, key: "", model: "a/b c", dimensions: 64, minSimilarity: 0.3 };
    const embedder = createRemoteEmbedder(config);
    expect(embedder.label).toMatch(/^a-b-c_[0-9a-f]{8}_64_v1$/);
    const [kettle = [], other = []] = await embedder.embed(["The kettle leaks", "Opening hours"], "t");
    expect([kettle.length, other.length]).toEqual([64, 64]);
    expect(await embedder.embedQuestion("The kettle leaks", "t")).toEqual(kettle);
    expect(double.embedded).toEqual(["The kettle leaks", "Opening hours", "The kettle leaks"]);
    double.embedding.dimensions = 32;
    await expect(embedder.embed(["Another one"], "t")).rejects.toThrow("answers 32 numbers");
    const others = [
      { ...config, model: "a-b c" },
      { ...config, dimensions: 32 },
    ].map((one) => createRemoteEmbedder(one).label);
    expect(new Set([embedder.label, ...others]).size).toBe(3);
  });
});

test("another model: everything is indexed again in the background, killed in the middle and gone on with, Redis emptied; the old vectors go", async () => {
  const tenant = await all.chat.tenant();
  const token = tenant.owner.token;
  for (let index = 0; index < CONVERSATIONS; index += 1) {
    const customer = await all.chat.customer(tenant, "Cara");
    await all.chat.conversation(
      customer,
      `The kettle number ${index} of cara${index}@mailbox.test leaks at the bottom.`,
    );
  }
  const { vectors } = all.engine.context;
  await until(async () => (await vectors?.count(tenant.id)) === CONVERSATIONS, PATIENCE);
  await all.engine.drain(1_000);

  await using double = await startModelDouble("openai");
  const variables = {
    SUMMARY_EMBEDDING_PROVIDER: "openai",
    SUMMARY_EMBEDDING_URL: double.url,
    SUMMARY_EMBEDDING_MODEL: "double",
    SUMMARY_EMBEDDING_DIMENSIONS: "64",
  };
  const indexed = () => countByModel(tenant.id);
  // After the first answers it hangs: whoever waits for it is killed there.
  const victim = await startServiceProcess({
    service: "summary-engine",
    variables: { ...all.variables, ...variables, LOG_LEVEL: "error", SUMMARY_CONCURRENCY: "1" },
  });
  // Its sweep waits ten seconds for a job: not here.
  await until(() => makeOverdue(tenant.id), PATIENCE);
  await until(async () => {
    const others = [...(await indexed())].filter(([label]) => label !== vectors?.label);
    if (others.length === 0) return false;
    double.embedding.waitFor = new Promise(() => undefined);
    return true;
  }, PATIENCE);
  victim.kill("SIGKILL");
  await victim.ended(30_000);
  const atDeath = await indexed();
  double.embedding.waitFor = Promise.resolve();

  // What the dead one had begun is looked for by then; its jobs are not needed for it.
  const redis = new Redis(all.redisUrl);
  await redis.flushdb();
  await redis.quit();
  all.pass(MINUTE_MS);
  const engine = await all.startEngine(variables);
  const fresh = engine.context.vectors;
  if (!fresh) throw new Error("there is no vector store");
  await until(async () => (await indexed()).get(fresh.label) === CONVERSATIONS, PATIENCE);
  all.rewind();
  expect(await fresh.count(tenant.id)).toBe(CONVERSATIONS);
  process.stdout.write(`killed when ${atDeath.get(fresh.label)} of ${CONVERSATIONS} had vectors of the new model\n`);
  // Nothing that must not leave was told to it.
  expect(double.embedded.join()).toContain("The kettle number 3 of [CONTACT_");
  expect(double.embedded.join()).not.toMatch(/@mailbox/);
  const response = await fetch(`${engine.url}/api/v1/semantic-search?q=leaks+kettle+somehow`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { items, degraded } = (await response.json()) as { items: { matched: string }[]; degraded: string | null };
  expect(degraded).toBeNull();
  expect(items[0]?.matched).toBe("meaning");
  await until(async () => {
    await replay(engine.context, fresh);
    const labels = (await fresh.list()).filter(({ tenantId }) => tenantId === tenant.id).map(({ label }) => label);
    return labels.length === 1 && labels[0] === fresh.label;
  }, PATIENCE);
});

/** @returns whether there was something to be done */
async function makeOverdue(tenantId: string): Promise<boolean> {
  const changed = await all.chat.database.withTenant(tenantId, (tx) =>
    tx
      .updateTable("tasks")
      .set({ due_at: new Date(Date.now() - MINUTE_MS) })
      .where("name", "=", "search.index")
      .where("finished_at", "is", null)
      .returning("id")
      .execute(),
  );
  return changed.length > 0;
}

/** How many documents of a tenant have a vector, by model. */
async function countByModel(tenantId: string): Promise<Map<string | null, number>> {
  const rows = await all.chat.database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom("search_documents")
      .select(["collection", ({ fn }) => fn.countAll<number>().as("count")])
      .groupBy("collection")
      .execute(),
  );
  return new Map(rows.map(({ collection, count }) => [collection, count]));
}
