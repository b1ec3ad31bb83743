import "@chorus/testing/provided";
import { until } from "@chorus/testing/until";
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
  await talk.send("It is on its way");
  await all.dispatched(talk.tenant.id, talk.conversationId);
  const { email } = all.worker.context.channels;
  if (!email) throw new Error("mails are always there");
  const compose = vi
    .spyOn(email, "compose")
    .mockRejectedValue(new RangeError("Invalid time zone specified: Mars/Base"));
  all.pass(MINUTE_MS);
  const delivery = await until(async () => {
    const [found] = await all.deliveries(talk.tenant.id, { recipient: talk.email });
    return found?.status === "failed" ? found : null;
  });
  expect(delivery).toMatchObject({ attempts: 1, reason: "It could not be written: an error of Chorus." });
  all.pass(60 * MINUTE_MS);
  await all.settled(talk.tenant.id, talk.conversationId);
  expect(compose).toHaveBeenCalledTimes(1);
  compose.mockRestore();
});

test("a database that is busy is no reason to give up", async () => {
  const talk = await all.talk();
  await talk.send("It is on its way");
  await all.dispatched(talk.tenant.id, talk.conversationId);
  const { email } = all.worker.context.channels;
  if (!email) throw new Error("mails are always there");
  const busy = Object.assign(new Error("canceling statement due to statement timeout"), { code: "57014" });
  const compose = vi.spyOn(email, "compose").mockRejectedValueOnce(busy);
  all.pass(MINUTE_MS);
  await until(async () => (await all.deliveries(talk.tenant.id, { recipient: talk.email }))[0]?.status === "held");
  await until(() => all.mailsTo(talk.email)[0]);
  compose.mockRestore();
});

test("a zone that browsers make up is none: the copy is in the tenant's, or in UTC", async () => {
  const talk = await all.talk();
  await talk.send("It is on its way");
  await all.chat.database.withTenant(talk.tenant.id, (tx) =>
    tx.updateTable("devices").set({ time_zone: "Etc/Unknown" }).where("customer_id", "=", talk.customer.id).execute(),
  );
  const path = `/api/v1/conversations/${talk.conversationId}/transcript`;
  const asked = await all.chat.request("POST", path, { token: talk.customer.token, body: {} });
  expect(asked.status).toBe(202);
  const mail = await until(() => all.mailsTo(talk.email).find(({ Text }) => Text.includes("Time zone: UTC")));
  expect(mail.Text).toContain("It is on its way");
});

test("a task at which something always fails ends as a dead letter, and holds up no other tenant's", async () => {
  const tenant = await all.chat.tenant();
  const { tasks } = all.worker.context;
  const payload = { kind: "of.tomorrow", conversationId: null, subjectId: null };
  await all.chat.database.withTenant(tenant.id, async (tx) => {
    for (let count = 0; count < 60; count += 1) await tasks.enqueue(tx, "notification.decide", payload);
  });
  const other = await all.talk();
  await other.send("It is on its way");
  await all.dispatched(other.tenant.id, other.conversationId);
  all.pass(MINUTE_MS);
  await all.mailTo(other.email);
  await until(
    async () => {
      all.pass(60 * MINUTE_MS);
      const rows = await all.chat.database.readTenant(tenant.id, (tx) =>
        tx
          .selectFrom("tasks")
          .select(["is_dead", "attempts"])
          .where(({ eb, ref }) => eb(ref("payload", "->>").key("kind"), "=", "of.tomorrow"))
          .execute(),
      );
      return rows.length === 60 && rows.every((row) => row.is_dead && row.attempts === 9);
    },
    { timeoutMs: 60_000 },
  );
}, 90_000);
