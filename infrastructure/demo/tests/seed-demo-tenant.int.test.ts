import { openDatabase } from "@chorus/database/database";
import { createTestDatabase } from "@chorus/testing/test-database";
import { expect, test } from "vitest";
import { demoTenant } from "../src/seed/demo-tenant.ts";
import { seedDemoTenant } from "../src/seed/seed-demo-tenant.ts";

test("writes a tenant whose logs have no hole, and only once", async () => {
  await using testDatabase = await createTestDatabase();
  const now = new Date("2026-11-21T12:00:00Z");
  const report = await seedDemoTenant(testDatabase.url, now);
  expect(report?.customers).toBe(40);
  expect(report?.conversations).toBeGreaterThanOrEqual(40);
  expect(await seedDemoTenant(testDatabase.url, now)).toBeNull();

  const database = openDatabase({
    url: testDatabase.url,
    poolSize: 1,
    applicationName: "test",
    onError: (error) => expect.unreachable(error.message),
  });
  const { conversations, events, queued, indexed } = await database.withTenant(demoTenant.id, async (tx) => ({
    conversations: await tx.selectFrom("conversations").selectAll().execute(),
    events: await tx.selectFrom("events").selectAll().orderBy("conversation_id").orderBy("seq").execute(),
    queued: await tx.selectFrom("chat_queue").selectAll().execute(),
    indexed: await tx.selectFrom("tasks").select("id").where("name", "=", "search.index").execute(),
  }));
  await database.close();

  const messages = events.filter((event) => event.client_message_id !== null);
  expect(messages).toHaveLength(report?.messages ?? 0);
  for (const conversation of conversations) {
    const log = events.filter((event) => event.conversation_id === conversation.id);
    expect(log.map((event) => event.seq)).toEqual(log.map((_, index) => index + 1));
    expect(log).toHaveLength(conversation.last_seq);
    const visible = log.flatMap((event) => event.public_seq ?? []);
    expect(visible).toEqual(visible.map((_, index) => index + 1));
    expect(visible).toHaveLength(conversation.last_public_seq);
    const times = log.map((event) => event.created_at.getTime());
    expect(times, conversation.subject ?? "").toEqual(times.toSorted((left, right) => left - right));
    expect(times.at(-1)).toBeLessThanOrEqual(now.getTime());
  }
  const waiting = conversations.filter((conversation) => conversation.status === "queued").map(({ id }) => id);
  expect(queued.map((row) => row.conversation_id).toSorted()).toEqual(waiting.toSorted());
  expect(indexed, "everything of the demo can be searched").toHaveLength(conversations.length);
});
