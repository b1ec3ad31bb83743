import "@chorus/testing/provided";
import { until } from "@chorus/testing/until";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

let all: Notifications;
beforeAll(async () => {
  all = await startNotifications(4);
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
});
beforeEach(() => all.rewind());

test("a mail that cannot be written has failed, with a reason, at once and once", async () => {
  const talk = await all.talk();
  await talk.say("It is on its way");
  await all.dispatched(talk.company.id, talk.conversationId);
  const { email } = all.worker.context.channels;
  if (!email) throw new Error("mails are always there");
  const compose = vi
    .spyOn(email, "compose")
    .mockRejectedValue(new RangeError("Invalid time zone specified: Mars/Base"));
  all.pass(MINUTE_MS);
  const delivery = await until(async () => {
    const [found] = await all.deliveries(talk.company.id, { recipient: talk.email });
    return found?.status === "failed" ? found : null;
  });
  expect(delivery).toMatchObject({ attempts: 1, reason: "It could not be written: an error of Chorus." });
  all.pass(60 * MINUTE_MS);
  await all.settled(talk.company.id, talk.conversationId);
  expect(compose).toHaveBeenCalledTimes(1);
  compose.mockRestore();
});

test("a database that is busy is no reason to give up", async () => {
  const talk = await all.talk();
  await talk.say("It is on its way");
  await all.dispatched(talk.company.id, talk.conversationId);
  const { email } = all.worker.context.channels;
  if (!email) throw new Error("mails are always there");
  const busy = Object.assign(new Error("canceling statement due to statement timeout"), { code: "57014" });
  const compose = vi.spyOn(email, "compose").mockRejectedValueOnce(busy);
  all.pass(MINUTE_MS);
  await until(async () => (await all.deliveries(talk.company.id, { recipient: talk.email }))[0]?.status === "held");
  await until(() => all.mailsTo(talk.email)[0]);
  compose.mockRestore();
});

test("a zone that browsers make up is none: the copy is in the company's, or in UTC", async () => {
  const talk = await all.talk();
  await talk.say("It is on its way");
  await all.chat.database.withTenant(talk.company.id, (tx) =>
    tx.updateTable("devices").set({ time_zone: "Etc/Unknown" }).where("customer_id", "=", talk.customer.id).execute(),
  );
  const path = `/api/v1/conversations/${talk.conversationId}/transcript`;
  const asked = await all.chat.request("POST", path, { token: talk.customer.token, body: {} });
  expect(asked.status).toBe(202);
  const mail = await until(() => all.mailsTo(talk.email).find(({ Text }) => Text.includes("Times: UTC")));
  expect(mail.Text).toContain("It is on its way");
});

test("a task at which something always fails ends, and keeps no other company's from being found", async () => {
  const company = await all.chat.company();
  const ids = Array.from({ length: 60 }, () => all.worker.context.ids.next());
  await all.chat.database.withTenant(company.id, async (tx) => {
    for (const id of ids)
      await sql`insert into notification_tasks (tenant_id, id, kind, due_at) values (${company.id}, ${id}, 'of.tomorrow', now())`.execute(
        tx,
      );
  });
  const other = await all.talk();
  await other.say("It is on its way");
  await all.dispatched(other.company.id, other.conversationId);
  const found = await all.chat.database.withSystem((tx) =>
    sql<{ tenant_id: string }>`
      select tenant_id from notification_tasks_overdue(now() + interval '1 day', 50)`.execute(tx),
  );
  const ofPoison = found.rows.filter(({ tenant_id: id }) => id === company.id);
  expect(ofPoison.length).toBeLessThanOrEqual(5);
  expect(found.rows.map(({ tenant_id: id }) => id)).toContain(other.company.id);
  await until(
    async () => {
      all.pass(60 * MINUTE_MS);
      const rows = await all.chat.database.readTenant(company.id, (tx) =>
        tx.selectFrom("notification_tasks").select(["outcome", "attempts"]).where("kind", "=", "of.tomorrow").execute(),
      );
      return rows.every(({ outcome, attempts }) => outcome === "failed" && attempts === 9);
    },
    { timeoutMs: 60_000 },
  );
}, 90_000);
