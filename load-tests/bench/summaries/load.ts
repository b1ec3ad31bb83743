import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { openDatabase } from "@chorus/database/database";
import { waitFor } from "@chorus/kernel/wait";
import type { CustomerAtHome } from "@chorus/websocket-gateway/testing/tenant";
import { chorusDialect } from "../client/chorus-dialect.ts";
import { Member } from "../client/member.ts";
import { latencyOf } from "../statistics.ts";
import { withEach } from "../workloads/crowd.ts";
import { sendAtRate } from "../workloads/send-at-rate.ts";
import type { Platform } from "../world/platform.ts";

const ARRIVED_WITHIN_MS = 30_000;
const WORKED_WITHIN_MS = 15 * 60_000;
const LOOK_EVERY_MS = 500;
const LEAST_QUIET_MS = 3_000;

/** Customers who write, each into a conversation of their own, and hear of it at a second socket. */
export interface Writers extends Disposable {
  /** Sends so many messages over all of them. @returns how long those with a mark took from when each was due to its event */
  send(count: number, perSecond: number, textOf: (number: number) => string): Promise<{ p99Ms: number; lost: number }>;
}

export async function openWriters(platform: Platform, count: number): Promise<Writers> {
  const port = platform.gateways[0]?.port ?? 0;
  const customers = await platform.customers(count);
  const arrivals = new Map<number, number>();
  let heard = 0;
  const memberOf = ({ token, conversationId }: CustomerAtHome, isReader: boolean) =>
    new Member({
      ...{ port, token, conversationId, dialect: chorusDialect() },
      ...(isReader && {
        onEvent: ({ mark }: { mark: number }) => {
          heard += 1;
          arrivals.set(mark, performance.now());
        },
      }),
    });
  const writers = customers.map((customer) => memberOf(customer, false));
  const readers = customers.map((customer) => memberOf(customer, true));
  await withEach([...writers, ...readers], (member) => member.connect());
  await withEach(readers, (member) => member.join());
  let sent = 0;
  return {
    async send(messages, perSecond, textOf) {
      const first = sent;
      sent += messages;
      arrivals.clear();
      heard = 0;
      const dueAt = await sendAtRate({ perSecond, count: messages }, (number) =>
        writers[number % count]?.send(randomUUID(), textOf(first + number)),
      );
      await waitFor(() => heard >= messages, { timeoutMs: ARRIVED_WITHIN_MS, intervalMs: 10 });
      const took = dueAt.flatMap((dueMs, number) => (arrivals.get(first + number) ?? Number.NaN) - dueMs);
      return { p99Ms: latencyOf(took.filter((ms) => !Number.isNaN(ms))).p99Ms, lost: messages - heard };
    },
    [Symbol.dispose]() {
      for (const member of [...writers, ...readers]) member.reset();
    },
  };
}

/** The pauses after which conversations are summarised are over now; resolves when all that was asked for is done. */
export async function workOff(adminUrl: string): Promise<void> {
  const owner = openDatabase({
    ...{ url: adminUrl, poolSize: 1, applicationName: "bench", defaultBudget: "background" },
    onError: (error) => console.error(error.message),
  });
  const openTasks = async () => {
    const text =
      "select count(*)::int as open from tasks where name in ('summary.make', 'search.index') and finished_at is null";
    const [row] = await owner.statement<{ open: number }>("", text, []);
    return row?.open ?? 0;
  };
  try {
    // The last messages are dispatched within a second.
    await delay(LEAST_QUIET_MS);
    await owner.statement(
      "",
      "update tasks set due_at = now() - interval '1 minute' where name = 'summary.make' and finished_at is null",
      [],
    );
    const isDone = await waitFor(async () => (await openTasks()) === 0, {
      ...{ timeoutMs: WORKED_WITHIN_MS, intervalMs: LOOK_EVERY_MS },
    });
    if (!isDone) throw new Error(`${await openTasks()} tasks are still open`);
  } finally {
    await owner.close();
  }
}
