import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { openDatabase } from "@chorus/database/database";
import { waitFor } from "@chorus/kernel/wait";
import type { CustomerAtHome } from "@chorus/websocket-gateway/testing/tenant";
import { chorusDialect } from "../client/chorus-dialect.ts";
import { Member } from "../client/member.ts";
import { type Latency, latencyOf } from "../statistics.ts";
import { withEach } from "../workloads/crowd.ts";
import { sendAtRate } from "../workloads/send-at-rate.ts";

const ARRIVED_WITHIN_MS = 30_000;
const WORKED_WITHIN_MS = 15 * 60_000;
const LOOK_EVERY_MS = 500;
const LEAST_QUIET_MS = 3_000;

/** Customers who write, each into a conversation of their own, and hear of it at a second socket. */
export interface Writers extends Disposable {
  /** Sends so many messages over all of them, each with its number as its mark. */
  send(count: number, perSecond: number, textOf: (number: number) => string): Promise<Sent>;
}

/** How long messages took from when each was due. */
interface Sent {
  /** To the sender's ack. */
  ack: Latency;
  /** To the event at the other socket. */
  delivery: Latency;
  lost: number;
}

export interface WrittenTo {
  /** The gateway's. */
  port: number;
  customers(count: number): Promise<CustomerAtHome[]>;
}

export async function openWriters({ port, customers: make }: WrittenTo, count: number): Promise<Writers> {
  const customers = await make(count);
  const arrivals = new Map<number, number>();
  const acks = new Map<string, number>();
  let heard = 0;
  const memberOf = ({ token, conversationId }: CustomerAtHome, isReader: boolean) =>
    new Member({
      ...{ port, token, conversationId, dialect: chorusDialect() },
      onAck: (id: string) => void acks.set(id, performance.now()),
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
      acks.clear();
      heard = 0;
      const ids: string[] = [];
      const dueAt = await sendAtRate({ perSecond, count: messages }, (number) => {
        const id = randomUUID();
        ids.push(id);
        writers[number % count]?.send(id, textOf(first + number));
      });
      const isOver = () => heard >= messages && acks.size >= messages;
      await waitFor(isOver, { timeoutMs: ARRIVED_WITHIN_MS, intervalMs: 10 });
      const latency = (atMs: (number: number) => number | undefined) =>
        latencyOf(dueAt.map((dueMs, number) => (atMs(number) ?? Number.NaN) - dueMs).filter((ms) => !Number.isNaN(ms)));
      return {
        ack: latency((number) => acks.get(ids[number] ?? "")),
        delivery: latency((number) => arrivals.get(first + number)),
        lost: messages - heard,
      };
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
