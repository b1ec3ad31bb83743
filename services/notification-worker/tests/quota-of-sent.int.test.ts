import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { createQuotas } from "../src/deliveries/quotas.ts";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

let all: Notifications;
beforeAll(async () => {
  all = await startNotifications(6, { NOTIFICATION_TENANT_PER_HOUR: "1" });
});
afterAll(() => all[Symbol.asyncDispose]());
beforeEach(() => {
  all.mailbox.control.set({});
  all.rewind();
});

// Wake-ups wait in real time, up to ten seconds for each attempt.
vi.setConfig({ testTimeout: 150_000 });

type Talk = Awaited<ReturnType<Notifications["talk"]>>;

async function say({ tenant, conversationId, send }: Talk, body: string): Promise<void> {
  await send(body);
  await all.dispatched(tenant.id, conversationId);
  all.pass(MINUTE_MS);
}

const newest = async ({ tenant, email }: Talk) => (await all.deliveries(tenant.id, { recipient: email }))[0];

const expectNewest = (talk: Talk, expected: object) =>
  expect.poll(() => newest(talk), { timeout: 40_000 }).toMatchObject(expected);

const mailsCounted = ({ tenant }: Talk) =>
  all.chat.database.readTenant(tenant.id, async (tx) => {
    const row = await tx
      .selectFrom("tenant_quotas")
      .select("used")
      .where("quota", "=", "mails_per_day")
      .executeTakeFirst();
    return row?.used ?? 0;
  });

test("what is not sent counts against no quota; what is over waits, and that is no attempt", async () => {
  const talk = await all.talk();
  const { tenant, email } = talk;
  await all.chat.asOwner(
    `insert into suppressions (tenant_id, channel, address, reason) values ('${tenant.id}', 'email', '${email}', 'stop')`,
  );
  await say(talk, "Your parcel is on its way");
  await expectNewest(talk, { status: "suppressed", attempts: 0 });
  expect(await mailsCounted(talk)).toBe(0);
  await all.chat.asOwner(`delete from suppressions where tenant_id = '${tenant.id}'`);
  all.rewind();
  await say(talk, "It has arrived");
  await expectNewest(talk, { status: "sent", attempts: 1 });
  expect(await mailsCounted(talk)).toBe(1);
  all.rewind();
  await say(talk, "Are you there?");
  await expectNewest(talk, { status: "held", attempts: 0, why: { code: "company_quota" } });
  expect(await mailsCounted(talk)).toBe(1);
});

test("a mail that is tried again is counted once", async () => {
  const talk = await all.talk();
  all.mailbox.control.set({ failureRate: 1, failureCode: 451 });
  await say(talk, "Your parcel is on its way");
  await expectNewest(talk, { status: "held", attempts: 1 });
  all.mailbox.control.set({});
  all.pass(15 * MINUTE_MS);
  await all.mailTo(talk.email);
  expect(await mailsCounted(talk)).toBe(1);
});

test("one that is over its tenant's hour uses up nothing of its address, and what is given back can be used", async () => {
  const redis = new Redis(all.redisUrl);
  const quotas = createQuotas(redis, 1);
  const first = { tenant_id: randomUUID(), channel: "email" as const, address: "one@shop.test" };
  const second = { ...first, address: "two@shop.test" };
  expect(await quotas.use(first)).toBeNull();
  for (let count = 0; count < 40; count += 1)
    expect(await quotas.use(second)).toMatchObject({ reason: "the company's hourly limit is reached" });
  await quotas.giveBack(first);
  expect(await quotas.use(second)).toBeNull();
  await redis.quit();
});
