import "@chorus/testing/provided";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FlagName } from "@chorus/contracts/flags";
import { startChroma, type ChromaServer } from "@chorus/servers/chroma";
import { findFreePort } from "@chorus/servers/ports";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { replay } from "../src/search/reconcile-store.ts";
import { MINUTE_MS, startSummaries, type Summaries } from "./harness.ts";

vi.setConfig({ testTimeout: 90_000 });

let folder: string;
let chroma: ChromaServer;
let all: Summaries;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "chorus-switches-"));
  chroma = await startChroma({ folder, port: await findFreePort(), logFile: path.join(folder, "chroma.log") });
  all = await startSummaries(5, { CHROMA_URL: chroma.url });
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
  await chroma.stop();
  await rm(folder, { recursive: true, force: true });
});

/** By the operator; every service knows when it resolves. */
async function turn(tenantId: string, flag: FlagName, isOn: boolean): Promise<void> {
  const token = all.chat.config.secrets.operatorKey;
  const set = await all.chat.request("PUT", `/api/v1/tenants/${tenantId}/flags/${flag}`, { token, body: { isOn } });
  expect(set.status).toBe(200);
  await expect.poll(() => all.engine.context.isOn(flag, tenantId)).toBe(isOn);
}

const outcomes = (tenantId: string, name: string) =>
  all.chat.database.readTenant(tenantId, async (tx) => {
    const rows = await tx.selectFrom("tasks").select(["outcome", "is_dead"]).where("name", "=", name).execute();
    return rows.map(({ outcome, is_dead: isDead }) => (isDead ? "dead" : outcome));
  });

test("summaries off: a task that waits ends as switched off, asking is refused in plain words, on again it is written", async () => {
  const { tenant, conversationId, agent } = await all.talk();
  await turn(tenant.id, "summaries", false);
  await all.chat.request("POST", `/api/v1/conversations/${conversationId}/close`, { token: agent, body: {} });
  await all.worked(tenant.id);
  expect(new Set(await outcomes(tenant.id, "summary.make"))).toEqual(new Set(["switched off"]));
  expect(await all.summaries(agent, conversationId)).toEqual([]);
  const ask = () => all.request("POST", `/api/v1/conversations/${conversationId}/summaries`, agent, { type: "brief" });
  const refused = await ask();
  expect(refused.status).toBe(403);
  expect(refused.body).toMatchObject({
    code: "switched_off",
    detail: "Summaries are switched off: no new ones are written.",
  });
  await turn(tenant.id, "summaries", true);
  expect((await ask()).status).toBe(202);
  all.pass(MINUTE_MS);
  await all.summary(agent, conversationId, "brief");
  all.rewind();
});

test("meaning off: words are still found and the answer says so; on again what was written meanwhile is found by meaning", async () => {
  const tenant = await all.chat.tenant();
  const { token } = tenant.owner;
  await turn(tenant.id, "meaning", false);
  const customer = await all.chat.customer(tenant);
  const text = "I would like to get my money back for the broken kettle.";
  const conversationId = await all.chat.conversation(customer, text);
  const search = async (q: string) => {
    const { body } = await all.request("GET", `/api/v1/semantic-search?q=${encodeURIComponent(q)}`, token);
    const hit = body.items.find((item: { conversationId: string }) => item.conversationId === conversationId);
    return { matched: hit?.matched ?? null, degraded: body.degraded };
  };
  const off = "Search by meaning is switched off: only words are found.";
  await expect.poll(() => search("broken kettle")).toEqual({ matched: "text", degraded: off });
  expect(await search("I want a refund")).toEqual({ matched: null, degraded: off });
  await expect.poll(() => outcomes(tenant.id, "search.index")).toEqual(["indexed"]);
  const { vectors } = all.engine.context;
  if (!vectors) throw new Error("there is no vector store");
  // While it is off nobody asks for vectors again and again.
  await replay(all.engine.context, vectors);
  expect(await outcomes(tenant.id, "search.index")).toEqual(["indexed"]);
  await turn(tenant.id, "meaning", true);
  await replay(all.engine.context, vectors);
  await expect.poll(() => search("I want a refund")).toEqual({ matched: "meaning", degraded: null });
});
