import { randomUUID } from "node:crypto";
import { openDatabase, type Database } from "@chorus/database/database";
import { openTaskQueue } from "@chorus/tasks/task-queue";
import { systemClock } from "@chorus/kernel/clock";
import { systemIds } from "@chorus/kernel/ids";
import { startMailbox } from "@chorus/doubles/mailbox/server";
import { startServiceProcess } from "@chorus/cluster/service-process";
import { startTestServers } from "@chorus/testing/test-servers";
import { until } from "@chorus/testing/until";
import { queueMails } from "../queue-mails.ts";

/**
 * The numbers of docs/notifications.md: `npm run exec -- node services/notification-worker/tests/measure/main.ts`, two or three minutes.
 * The worker is a process of its own, whose CPU is counted apart; Postgres, Redis and the mail server share the machine.
 */
const WARM_UP = 300;
const ROUNDS = 3;
const PER_ROUND = 2_000;
const COUNT = 10_000;
const PATIENCE = { timeoutMs: 600_000 };

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

const servers = await startTestServers({});
const mailbox = await startMailbox({ smtpPort: 0, webPort: 0 });
const open = (url: string): Database =>
  openDatabase({
    url,
    poolSize: 8,
    applicationName: "measure",
    defaultBudget: "background",
    onError: (error) => print(error.message),
  });
const owner = open(servers.templateDatabaseUrl);
const database = open(servers.templateServiceUrl);
const context = {
  ids: systemIds,
  tasks: openTaskQueue({
    ...{ redisUrl: servers.redisUrl, clock: systemClock, ids: systemIds },
    onError: (error) => print(error.message),
  }),
};
const worker = await startServiceProcess({
  service: "notification-worker",
  variables: {
    // The process's own figures are not kept in tests.
    ...{ NODE_ENV: "development", LOG_LEVEL: "error" },
    ...{ DATABASE_URL: servers.templateServiceUrl, REDIS_URL: servers.redisUrl, SMTP_URL: mailbox.smtpUrl },
  },
});

async function tenant(): Promise<string> {
  const id = randomUUID();
  const statement = "insert into tenants (tenant_id, slug, name, widget_key) values ($1, $2, 'Measured', $2)";
  await owner.statement("", statement, [id, `m-${id}`]);
  return id;
}

async function workerCpuSeconds(): Promise<number> {
  const text = await (await fetch(`${worker.url}/metrics`)).text();
  return Number(/^process_cpu_seconds_total(?:\{.*\})? (\S+)/m.exec(text)?.[1]);
}

/** How often each address got a mail. */
function counts(): Map<string, number> {
  const found = new Map<string, number>();
  for (const { To } of mailbox.store.list()) {
    const address = To[0]?.Address ?? "";
    found.set(address, (found.get(address) ?? 0) + 1);
  }
  return found;
}

/** Asked of the counter here: the database has enough to do. */
function accepted(count: number): Promise<unknown> {
  return until(() => mailbox.control.counts.accepted >= count, PATIENCE);
}

async function finished(tenantId: string): Promise<void> {
  const text =
    "select count(*)::integer as left from deliveries where tenant_id = $1 and (due_at is not null or claimed_at is not null)";
  await until(async () => (await owner.statement<{ left: number }>("", text, [tenantId]))[0]?.left === 0, PATIENCE);
}

async function measureRound(count: number): Promise<string> {
  const tenantId = await tenant();
  const cpuBefore = await workerCpuSeconds();
  const startedAt = performance.now();
  const acceptedBefore = mailbox.control.counts.accepted;
  await queueMails(context, database, tenantId, count);
  await accepted(acceptedBefore + count);
  await finished(tenantId);
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpuMs = ((await workerCpuSeconds()) - cpuBefore) * 1_000;
  return `${count} mails, queued and sent: ${Math.round(count / seconds)}/s, ${(cpuMs / count).toFixed(2)} ms of the worker's CPU each`;
}

async function measureMany(): Promise<string> {
  const [busy, other] = [await tenant(), await tenant()];
  const acceptedBefore = mailbox.control.counts.accepted;
  const addresses = await queueMails(context, database, busy, COUNT);
  await until(() => mailbox.control.counts.accepted > acceptedBefore + 100, PATIENCE);
  const waiting = COUNT - (mailbox.control.counts.accepted - acceptedBefore);
  const askedAt = performance.now();
  const [address = ""] = await queueMails(context, database, other, 1);
  await until(() => mailbox.store.list().some(({ To }) => To[0]?.Address === address), PATIENCE);
  const waitedMs = Math.round(performance.now() - askedAt);
  await accepted(acceptedBefore + COUNT + 1);
  await finished(busy);
  const found = counts();
  const times = (wanted: (count: number) => boolean) => addresses.filter((each) => wanted(found.get(each) ?? 0)).length;
  return `${COUNT} mails of one tenant: ${times((count) => count === 1)} once, ${times((count) => count === 0)} lost, ${times((count) => count > 1)} doubled; with ${waiting} of them waiting, another tenant's was there after ${waitedMs} ms`;
}

try {
  await measureRound(WARM_UP);
  for (let round = 0; round < ROUNDS; round += 1) print(await measureRound(PER_ROUND));
  print(await measureMany());
} finally {
  await worker.stop();
  await context.tasks.close();
  await Promise.all([owner.close(), database.close()]);
  await mailbox[Symbol.asyncDispose]();
  await servers[Symbol.asyncDispose]();
}
