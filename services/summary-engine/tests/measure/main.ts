import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase, type Database } from "@chorus/database/database";
import { startChroma } from "@chorus/servers/chroma";
import { startTestServers } from "@chorus/testing/test-servers";
import { readConversations, transcriptOf } from "../../evals/conversation.ts";
import type { SummaryContext } from "../../src/context.ts";
import { openSummariser } from "../../src/extractive/open-summariser.ts";
import { createLocalEmbedder } from "@chorus/meaning/embedder";
import { indexedText } from "@chorus/meaning/text/terms";
import { findByWords, searchConversations } from "../../src/search/search-conversations.ts";
import { createVectorStore } from "@chorus/meaning/vector-store";
import { processorMs } from "./processor-time.ts";

/** The numbers of docs/summaries.md: `npm run exec -- node services/summary-engine/tests/measure/main.ts`, some minutes. */
const TENANTS = 50;
const CONVERSATIONS = 100;
const MESSAGES = 20;
const QUESTIONS = 200;
const NOISE = 0.35;

const lines = readConversations().flatMap(transcriptOf);

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function measureHandover(): Promise<void> {
  const thread = openSummariser(10_000);
  await thread.ask([], { turn: "measure" });
  const durations: number[] = [];
  for (let round = 0; round < 60; round += 1) {
    const transcript = lines
      .slice((round * 7) % (lines.length - 200))
      .slice(0, 200)
      .map((line, index) => ({ ...line, seq: index + 1 }));
    const startedAt = performance.now();
    await thread.ask(transcript, { turn: "measure" });
    durations.push(performance.now() - startedAt);
  }
  await thread.close();
  print(
    `all seven summaries of 200 messages: p50 ${quantile(durations, 0.5).toFixed(0)} ms, p95 ${quantile(durations, 0.95).toFixed(0)} ms`,
  );
}

await measureHandover();

const folder = await mkdtemp(path.join(tmpdir(), "chorus-measure-"));
const servers = await startTestServers({});
const chroma = await startChroma({ folder, logFile: path.join(folder, "chroma.log") });
const embedder = createLocalEmbedder();
const open = (url: string): Database =>
  openDatabase({
    url,
    poolSize: 4,
    applicationName: "measure",
    defaultBudget: "background",
    onError: (error) => print(error.message),
  });
const owner = open(servers.templateDatabaseUrl);
const database = open(servers.templateServiceUrl);
try {
  const texts = [...new Set(lines.map(({ text }) => text))].filter((text) => text.length > 20);
  await embedder.embed(texts.slice(0, 8), "measure");
  const startedAt = performance.now();
  const vectors = await embedder.embed(texts, "measure");
  print(`embeddings: ${((texts.length * 1_000) / (performance.now() - startedAt)).toFixed(0)} a second, in one thread`);

  const store = createVectorStore(chroma.url, embedder);
  const held = new Map<string, { key: string; vector: number[] }[]>();
  const noisy = (vector: readonly number[]) => {
    const size = NOISE / Math.sqrt(vector.length);
    return vector.map((value) => value + (Math.random() * 2 - 1) * size * Math.sqrt(3));
  };
  const fillingAt = performance.now();
  for (let index = 0; index < TENANTS; index += 1) {
    const tenantId = randomUUID();
    const customerId = randomUUID();
    const ids = Array.from({ length: CONVERSATIONS }, () => randomUUID());
    await owner.statement("", "insert into tenants (tenant_id, slug, name, widget_key) values ($1, $2, 'T', $2)", [
      tenantId,
      `t-${tenantId}`,
    ]);
    await owner.statement("", "insert into customers (tenant_id, id, name) values ($1, $2, 'C')", [
      tenantId,
      customerId,
    ]);
    await owner.statement(
      "",
      "insert into conversations (tenant_id, id, customer_id, status) select $1, id, $2, 'closed' from unnest($3::uuid[]) as t(id)",
      [tenantId, customerId, ids],
    );
    const documents = ids.flatMap((conversationId) =>
      Array.from({ length: MESSAGES }, (_, at) => {
        const chosen = Math.floor(Math.random() * texts.length);
        return { conversationId, seq: at + 1, body: texts[chosen] ?? "", vector: noisy(vectors[chosen] ?? []) };
      }),
    );
    await owner.statement(
      "",
      `insert into search_documents (tenant_id, conversation_id, kind, seq, body, collection, words)
       select $1, r.id, 'message', r.seq, r.body, $3,
         to_tsvector('arabic', r.arabic) || to_tsvector('german', r.german) || to_tsvector('spanish', r.spanish)
       from jsonb_to_recordset($2) as r(id uuid, seq bigint, body text, arabic text, german text, spanish text)`,
      [
        tenantId,
        JSON.stringify(
          documents.map(({ conversationId, seq, body }) => ({ id: conversationId, seq, body, ...indexedText(body) })),
        ),
        store.label,
      ],
    );
    await store.upsert(
      tenantId,
      documents.map(({ conversationId, seq, vector }) => ({ key: { conversationId, kind: "message", seq }, vector })),
    );
    held.set(
      tenantId,
      documents.map(({ conversationId, seq, vector }) => ({ key: `${conversationId} ${seq}`, vector })),
    );
  }
  const count = TENANTS * CONVERSATIONS * MESSAGES;
  print(`${count} vectors of ${TENANTS} tenants written in ${((performance.now() - fillingAt) / 1_000).toFixed(0)} s`);
  await owner.statement("", "analyze", []);

  const tenants = [...held.keys()];
  let hits = 0;
  let wanted = 0;
  for (let index = 0; index < QUESTIONS; index += 1) {
    const tenantId = tenants[index % tenants.length] ?? "";
    const vector = noisy(vectors[(index * 13) % vectors.length] ?? []);
    const exact = (held.get(tenantId) ?? [])
      .map((entry) => ({ key: entry.key, similarity: cosine(entry.vector, vector) }))
      .toSorted((a, b) => b.similarity - a.similarity)
      .slice(0, 10);
    const found = new Set(
      (await store.query(tenantId, vector, 10)).map(({ conversationId, seq }) => `${conversationId} ${seq}`),
    );
    hits += exact.filter(({ key }) => found.has(key)).length;
    wanted += exact.length;
  }
  print(`recall at 10 against brute force: ${(hits / wanted).toFixed(3)} over ${QUESTIONS} questions`);

  const context = {
    database,
    vectors: store,
    embedder,
    events: { vectorsAway: (error: unknown) => print(String(error)) },
  };
  const tenantOf = (index: number) => tenants[index % tenants.length] ?? "";
  const questionOf = (index: number) =>
    (texts[(index * 17) % texts.length] ?? "").split(/\s+/).slice(0, 6).join(" ") + ` ${index}`;
  /** Wall time of one after the other, and what the processors did for one: the second is the same on a busy machine. */
  const measure = async (name: string, ask: (index: number) => Promise<unknown>) => {
    for (let index = 0; index < tenants.length; index += 1) await ask(index);
    const durations: number[] = [];
    const own = process.cpuUsage();
    const chromaMs = processorMs(folder);
    for (let index = tenants.length; index < tenants.length + QUESTIONS; index += 1) {
      const askedAt = performance.now();
      await ask(index);
      durations.push(performance.now() - askedAt);
    }
    const { user, system } = process.cpuUsage(own);
    const processors = `processor time of one: ${((user + system) / 1_000 / QUESTIONS).toFixed(1)} ms here, ${((processorMs(folder) - chromaMs) / QUESTIONS).toFixed(1)} ms Chroma`;
    print(
      `${name}: p50 ${quantile(durations, 0.5).toFixed(0)} ms, p95 ${quantile(durations, 0.95).toFixed(0)} ms; ${processors}`,
    );
  };
  await measure("the question's embedding", (index) => embedder.embedQuestion(questionOf(index), "measure"));
  await measure("the vector store", (index) =>
    store.query(tenantOf(index), noisy(vectors[(index * 7) % vectors.length] ?? []), 100),
  );
  await measure("the words", (index) =>
    database.readTenant(tenantOf(index), (tx) => findByWords(tx, questionOf(index))),
  );
  await measure("hybrid search, all of it", (index) =>
    searchConversations(
      context as unknown as SummaryContext,
      { tenantId: tenantOf(index), userId: tenantOf(index), role: "agent" },
      {
        q: `${questionOf(index)} again`,
        limit: 20,
      },
    ),
  );
} finally {
  await Promise.all([owner.close(), database.close(), embedder.close(), chroma.stop()]);
  await servers[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
}

function cosine(a: readonly number[], b: readonly number[]): number {
  let product = 0;
  let normA = 0;
  let normB = 0;
  for (let at = 0; at < a.length; at += 1) {
    product += (a[at] ?? 0) * (b[at] ?? 0);
    normA += (a[at] ?? 0) ** 2;
    normB += (b[at] ?? 0) ** 2;
  }
  return product / Math.sqrt(normA * normB);
}
