import { randomUUID } from "node:crypto";
import { waitFor } from "@chorus/kernel/wait";
import { type Latency, latencyOf } from "../statistics.ts";
import { sendAtRate } from "./send-at-rate.ts";

export interface BurstsOptions {
  perSecond: number;
  /** How many events of each message are reported. */
  eventsPerMessage: number;
  /** @param mark the number of the message over all bursts */
  send: (mark: number, id: string) => void;
}

interface Burst {
  count: number;
  /** From the moment each was due, to its sender's ack. */
  ack: Latency;
  /** The same, to each of its events. */
  delivery: Latency;
  lost: number;
}

const ARRIVED_WITHIN_MS = 20_000;

/** Open loop: sends at a rate that waits for nobody, burst after burst. */
export function createBursts({ perSecond, eventsPerMessage, send }: BurstsOptions) {
  const acked = new Map<string, number>();
  const arrivals: { mark: number; atMs: number }[] = [];
  let sent = 0;
  return {
    onAck: (id: string) => void acked.set(id, performance.now()),
    onEvent: (mark: number) => void arrivals.push({ mark, atMs: performance.now() }),
    async send(seconds: number): Promise<Burst> {
      const first = sent;
      const count = perSecond * seconds;
      const ids: string[] = [];
      acked.clear();
      arrivals.length = 0;
      const dueAt = await sendAtRate({ perSecond, count }, (number) => {
        const id = randomUUID();
        ids.push(id);
        send(first + number, id);
      });
      sent += count;
      const isOver = () => acked.size >= count && arrivals.length >= count * eventsPerMessage;
      await waitFor(isOver, { timeoutMs: ARRIVED_WITHIN_MS, intervalMs: 5 });
      return {
        count,
        ack: latencyOf(ids.map((id, number) => (acked.get(id) ?? Number.NaN) - (dueAt[number] ?? 0))),
        delivery: latencyOf(arrivals.map(({ mark, atMs }) => atMs - (dueAt[mark - first] ?? Number.NaN))),
        lost: count * eventsPerMessage - arrivals.length,
      };
    },
  };
}
