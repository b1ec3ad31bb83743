import "@chorus/testing/provided";
import { periodOf } from "@chorus/contracts/quotas";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

let all: Notifications;
beforeAll(async () => {
  all = await startNotifications(6);
});
afterAll(() => all[Symbol.asyncDispose]());

// Wake-ups wait in real time, up to ten seconds for each attempt.
vi.setConfig({ testTimeout: 150_000 });

test("mails above a day's quota wait for the next day, each is counted once, and a new password is always mailed", async () => {
  const { tenant, conversationId, email, send } = await all.talk();
  const setQuota = (amount: number) =>
    all.chat.request("PUT", `/api/v1/tenants/${tenant.id}/quotas/mails_per_day`, {
      token: all.chat.config.secrets.operatorKey,
      body: { amount },
    });
  const used = () =>
    all.chat.database.readTenant(tenant.id, async (tx) => {
      const row = await tx
        .selectFrom("tenant_quotas")
        .selectAll()
        .where("quota", "=", "mails_per_day")
        .executeTakeFirst();
      return row?.used;
    });
  expect((await setQuota(0)).status).toBe(200);
  await send("Your parcel is on its way");
  await all.dispatched(tenant.id, conversationId);
  all.pass(MINUTE_MS);
  await expect
    .poll(async () => (await all.deliveries(tenant.id, { recipient: email }))[0], { timeout: 40_000 })
    .toMatchObject({ status: "held", attempts: 0, why: { code: "company_day_quota" } });
  expect(await used()).toBe(0);
  expect(all.mailsTo(email)).toEqual([]);
  await all.chat.request("POST", "/api/v1/auth/password/forgot", {
    body: { tenant: tenant.slug, email: tenant.owner.email },
  });
  await all.mailTo(tenant.owner.email);
  expect(await used()).toBe(0);
  await setQuota(1);
  // The next day, with the mail server away at first: an attempt again is no other mail.
  all.mailbox.control.set({ failureRate: 1, failureCode: 451 });
  all.pass(24 * 60 * MINUTE_MS);
  await expect
    .poll(async () => (await all.deliveries(tenant.id, { recipient: email }))[0]?.attempts, { timeout: 40_000 })
    .toBeGreaterThan(0);
  all.mailbox.control.set({});
  all.pass(60 * MINUTE_MS);
  await all.mailTo(email);
  expect(await used()).toBe(1);
});

test("owners and admins are mailed that a quota is nearly used up, each in their language; agents are not, and nobody who has left", async () => {
  const { tenant, conversationId, email, send } = await all.talk();
  const [admin, left, agent] = [
    await all.chat.person(tenant, "admin"),
    await all.chat.person(tenant, "admin"),
    await all.chat.person(tenant, "agent"),
  ];
  const put = { token: admin.token, body: { language: "de" } };
  await all.chat.request("PATCH", "/api/v1/notification-preferences", put);
  const disable = { token: tenant.owner.token, body: { disabled: true } };
  expect((await all.chat.request("PATCH", `/api/v1/users/${left.id}`, disable)).status).toBe(200);
  await send("Your parcel is on its way");
  await all.dispatched(tenant.id, conversationId);
  all.pass(MINUTE_MS);
  await all.mailTo(email);
  // The worker counts by its own clock, which is ahead by days.
  all.rewind();
  const quota = (name: string, amount: number) =>
    all.chat.request("PUT", `/api/v1/tenants/${tenant.id}/quotas/${name}`, {
      token: all.chat.config.secrets.operatorKey,
      body: { amount },
    });
  await all.chat.database.withTenant(tenant.id, (tx) =>
    tx
      .updateTable("tenant_quotas")
      .set({ used: 8, period: periodOf("mails_per_day", Date.now()) })
      .where("quota", "=", "mails_per_day")
      .execute(),
  );
  expect((await quota("mails_per_day", 10)).status).toBe(200);
  const mailWith = (address: string, subject: string) =>
    until(() => all.mailsTo(address).find(({ Subject }) => Subject === subject), { timeoutMs: 40_000 });
  const mail = await mailWith(tenant.owner.email, `${tenant.slug} has used 80% of a limit`);
  expect(mail.Text).toContain("Emails today: 10. After that, email notifications wait for the next day.");
  expect(mail.Text).toContain("/settings/features");
  expect(mail.Text).not.toContain("Storage");
  const german = await mailWith(admin.email, `${tenant.slug}: 80\u00a0% einer Grenze sind erreicht`);
  expect(german.Text).toContain("E-Mails heute: 10.");
  const told = (await all.deliveries(tenant.id, {})).filter(({ event }) => event === "tenant.quota");
  expect(told.map(({ recipient }) => recipient).toSorted()).toEqual([tenant.owner.email, admin.email].toSorted());
  const others = [...all.mailsTo(agent.email), ...all.mailsTo(left.email)].map(({ Subject }) => Subject);
  expect(others.filter((subject) => subject.includes("80"))).toEqual([]);
});
