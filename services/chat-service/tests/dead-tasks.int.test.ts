import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { setUpTenant } from "./set-up.ts";

const { chat, tenant } = await setUpTenant();

async function bury(dedupKey: string, diedMs: number): Promise<string> {
  const id = randomUUID();
  await chat.database.withTenant(tenant.id, (tx) =>
    tx
      .insertInto("tasks")
      .values({
        ...{ tenant_id: tenant.id, id, name: "summary.make", priority: 1, dedup_key: dedupKey, attempts: 10 },
        payload: JSON.stringify({ conversationId: dedupKey, reason: "closed" }),
        ...{ due_at: new Date(diedMs), finished_at: new Date(diedMs), is_dead: true, last_error: "RangeError" },
      })
      .execute(),
  );
  return id;
}

const list = (query = "") => chat.request("GET", `/api/v1/dead-tasks${query}`, { token: tenant.owner.token });
const retry = (id: string) =>
  chat.request("POST", `/api/v1/dead-tasks/${id}/retry`, { token: tenant.owner.token, body: {} });

test("what failed at every attempt is listed, the newest first, page by page", async () => {
  expect((await list()).body).toEqual({ items: [], nextCursor: null });
  const nowMs = Date.now();
  const keys = [randomUUID(), randomUUID(), randomUUID()];
  const ids: string[] = [];
  for (const [index, key] of keys.entries()) ids.push(await bury(key, nowMs + index));
  const first = await list("?limit=2");
  expect(first.body.items).toMatchObject([
    { id: ids[2], task: "summary.make", conversationId: keys[2], attempts: 10, error: "RangeError" },
    { id: ids[1] },
  ]);
  const second = await list(`?limit=2&cursor=${first.body.nextCursor}`);
  expect(second.body).toMatchObject({ items: [{ id: ids[0] }], nextCursor: null });
});

test("trying it again makes it due from its first attempt, is written down, and works once", async () => {
  const id = await bury(randomUUID(), Date.now());
  expect((await retry(id)).status).toBe(204);
  const [task] = await chat.database.readTenant(tenant.id, (tx) =>
    tx.selectFrom("tasks").select(["is_dead", "attempts", "finished_at"]).where("id", "=", id).execute(),
  );
  expect(task).toEqual({ is_dead: false, attempts: 0, finished_at: null });
  const audit = await chat.request("GET", "/api/v1/audit-log?action=task.retry", { token: tenant.owner.token });
  expect(audit.body.items).toMatchObject([{ target: { type: "task", id }, detail: { task: "summary.make" } }]);
  expect((await retry(id)).status).toBe(404);
  const again = await bury((await list()).body.items[0].conversationId, Date.now());
  expect((await retry(again)).status).toBe(204);
});

test("what waits to be done already is not tried twice, and agents are not asked", async () => {
  const key = randomUUID();
  const [one, other] = [await bury(key, Date.now()), await bury(key, Date.now())];
  expect((await retry(one)).status).toBe(204);
  expect((await retry(other)).body).toMatchObject({ status: 409, code: "conflict" });
  const agent = await chat.person(tenant, "agent");
  expect((await chat.request("GET", "/api/v1/dead-tasks", { token: agent.token })).status).toBe(403);
});
