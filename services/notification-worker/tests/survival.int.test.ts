import "@chorus/testing/provided";
import { startServiceProcess } from "@chorus/cluster/service-process";
import { until } from "@chorus/testing/until";
import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";
import { queueMails } from "./queue-mails.ts";

let all: Notifications;
beforeAll(async () => {
  all = await startNotifications(13);
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
});
beforeEach(() => {
  all.mailbox.control.set({});
  all.rewind();
});

/** How often each address got a mail, and what the log says about all of a tenant's. */
async function account(tenantId: string, addresses: readonly string[]) {
  const counts = new Map<string, number>();
  for (const mail of all.mailbox.store.list()) {
    const address = mail.To[0]?.Address ?? "";
    counts.set(address, (counts.get(address) ?? 0) + 1);
  }
  const rows = await all.chat.database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom("deliveries")
      .select(["status", ({ fn }) => fn.countAll<number>().as("count")])
      .groupBy("status")
      .execute(),
  );
  return {
    never: addresses.filter((address) => !counts.has(address)).length,
    once: addresses.filter((address) => counts.get(address) === 1).length,
    twice: addresses.filter((address) => (counts.get(address) ?? 0) > 1).length,
    log: Object.fromEntries(rows.map(({ status, count }) => [status, count])),
  };
}

/** Nothing of the tenant's is left to do. */
async function worked(tenantId: string, timeoutMs: number): Promise<void> {
  await until(
    () =>
      all.chat.database.readTenant(tenantId, async (tx) => {
        const open = await tx
          .selectFrom("deliveries")
          .select("id")
          .where((eb) => eb.or([eb("due_at", "is not", null), eb("claimed_at", "is not", null)]))
          .limit(1)
          .execute();
        return open.length === 0;
      }),
    { timeoutMs },
  );
}

test("an emptied Redis loses nothing: what waits there is in Postgres", async () => {
  const { tenant, conversationId, email, send } = await all.talk();
  await send("Still here?");
  await all.dispatched(tenant.id, conversationId);
  const redis = new Redis(all.redisUrl);
  await redis.flushdb();
  await redis.quit();
  all.pass(MINUTE_MS);
  await all.mailTo(email);
  await worked(tenant.id, 10_000);
  expect(all.mailsTo(email)).toHaveLength(1);
});

test(
  "a worker killed with -9 in the middle: each mail once, or unknown and not again",
  { timeout: 150_000 },
  async () => {
    const tenant = await all.chat.tenant();
    await all.worker.drain(1_000);
    all.mailbox.control.set({ delayMs: 30 });
    const addresses = await queueMails(all.worker.context, all.chat.database, tenant.id, 200);
    const victim = await startServiceProcess({
      service: "notification-worker",
      variables: { ...all.variables, LOG_LEVEL: "error" },
    });
    await until(() => all.mailbox.control.counts.accepted > 60, { timeoutMs: 20_000 });
    victim.kill("SIGKILL");
    await victim.ended(5_000);
    await all.startWorker();
    // What the dead one had claimed is given up two minutes later.
    all.pass(3 * MINUTE_MS);
    // How fast it is on a machine that does other things as well is not what this is about.
    await worked(tenant.id, 120_000);
    const result = await account(tenant.id, addresses);
    print(`worker killed in the middle of 200 mails: ${JSON.stringify(result)}`);
    expect(result.twice).toBe(0);
    // Only what was on its way may be missing, and the log says so.
    expect(result.never).toBeLessThanOrEqual(result.log["unknown"] ?? 0);
    expect((result.log["sent"] ?? 0) + (result.log["unknown"] ?? 0)).toBe(200);
    expect(result.log["unknown"] ?? 0).toBeLessThanOrEqual(10);
  },
);

/** `make test-long` queues 10,000, which take a minute or two: docs/notifications.md has the numbers. */
// oxlint-disable-next-line node/no-process-env -- how long a test runs is no service's configuration
const COUNT = Number(process.env["CHORUS_MAILS"] ?? 500);

test(
  "many of one tenant: none lost, none twice, and another's leaves within five seconds",
  { timeout: 180_000 },
  async () => {
    const busy = await all.chat.tenant();
    const addresses = await queueMails(all.worker.context, all.chat.database, busy.id, COUNT);
    const startedAt = performance.now();
    const before = process.cpuUsage();
    await until(() => all.mailbox.control.counts.accepted > 100, { timeoutMs: 30_000 });
    const other = await all.chat.tenant();
    const askedAt = performance.now();
    const [address = ""] = await queueMails(all.worker.context, all.chat.database, other.id, 1);
    await until(() => all.mailsTo(address).length === 1, { timeoutMs: 60_000 });
    const waitedMs = performance.now() - askedAt;
    await worked(busy.id, 150_000);
    const seconds = (performance.now() - startedAt) / 1_000;
    const cpu = process.cpuUsage(before);
    const result = await account(busy.id, addresses);
    print(
      `${COUNT} mails: ${Math.round(COUNT / seconds)}/s, ${((cpu.user + cpu.system) / 1_000 / COUNT).toFixed(2)} ms CPU each ` +
        `(worker, mailbox and test in one process), another tenant's after ${Math.round(waitedMs)} ms: ${JSON.stringify(result)}`,
    );
    expect(result).toMatchObject({ never: 0, once: COUNT, twice: 0, log: { sent: COUNT } });
    expect(waitedMs).toBeLessThan(5_000);
  },
);

test(
  "a mail server that is slower with every mail: each once, and another tenant's is not behind all of them",
  { timeout: 60_000 },
  async () => {
    const count = 60;
    const busy = await all.chat.tenant();
    all.mailbox.control.set({ slowingMs: 20 });
    const addresses = await queueMails(all.worker.context, all.chat.database, busy.id, count);
    await until(() => all.mailbox.store.list().some((mail) => mail.To[0]?.Address === addresses[0]));
    const other = await all.chat.tenant();
    const [address = ""] = await queueMails(all.worker.context, all.chat.database, other.id, 1);
    await until(() => all.mailsTo(address).length === 1, { timeoutMs: 30_000 });
    const before = await account(busy.id, addresses);
    await worked(busy.id, 50_000);
    expect(before.never).toBeGreaterThan(count / 4);
    expect(await account(busy.id, addresses)).toMatchObject({ never: 0, once: count, twice: 0, log: { sent: count } });
  },
);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
