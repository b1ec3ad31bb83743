import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startChroma, type ChromaServer } from "@chorus/servers/chroma";
import { findFreePort } from "@chorus/servers/ports";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createVectorStore } from "../src/vector-store.ts";

let folder: string;
let chroma: ChromaServer;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "chorus-chroma-"));
  chroma = await startChroma({ folder, port: await findFreePort(), logFile: path.join(folder, "chroma.log") });
});
afterAll(async () => {
  await chroma.stop();
  await rm(folder, { recursive: true, force: true });
});

test("who searches while the first is being written finds it or nothing, and never an error", async () => {
  const store = createVectorStore(chroma.url, { label: "test-3" });
  for (let round = 0; round < 20; round += 1) {
    const tenantId = randomUUID();
    const key = { conversationId: randomUUID(), kind: "message", seq: 1 } as const;
    let isWritten = false;
    const writing = store.upsert(tenantId, [{ key, vector: [1, 0, 0] }]).finally(() => (isWritten = true));
    const search = async () => {
      while (!isWritten) await store.query(tenantId, [1, 0, 0], 5);
      return (await store.query(tenantId, [1, 0, 0], 5)).map(({ conversationId }) => conversationId);
    };
    const found = await Promise.all([writing, ...Array.from({ length: 10 }, search)]);
    expect(found.slice(1)).toEqual(Array.from({ length: 10 }, () => [key.conversationId]));
  }
});
