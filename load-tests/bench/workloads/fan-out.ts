import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { waitFor } from "@chorus/kernel/wait";
import { watchCpu } from "../measure/process-usage.ts";
import { latencyOf } from "../statistics.ts";
import { createCrowd, withEach } from "./crowd.ts";
import { markedBody, sendAtRate } from "./send-at-rate.ts";
import { WARM_UP_CONVERSATIONS, warmUp } from "./warm-up.ts";
import type { Workload } from "./workload.ts";

interface Size {
  members: number;
  conversations: number;
  /** Over all conversations. */
  sendsPerSecond: number;
}

const SIZES: readonly Size[] = [
  { members: 10, conversations: 20, sendsPerSecond: 400 },
  { members: 100, conversations: 5, sendsPerSecond: 100 },
  { members: 1_000, conversations: 1, sendsPerSecond: 20 },
  { members: 5_000, conversations: 1, sendsPerSecond: 4 },
];

const WARM_UP_SECONDS = 1;
const SECONDS = 4;
const ARRIVED_WITHIN_MS = 15_000;
const SETTLE_MS = 500;

/** One workload for each size: a message to everybody in its conversation. */
export const fanOuts: readonly Workload[] = SIZES.map((size) => ({
  name: `fanout-${size.members}`,
  title: `Fan-out to ${size.members.toLocaleString("en")}`,
  how:
    `${size.conversations} × ${size.members.toLocaleString("en")} members, ${size.sendsPerSecond} sends a second for ${SECONDS} s after a warm-up; ` +
    "the server's processor time for each frame delivered, latency from the moment a send was due to each member.",
  columns: [
    { metric: "cpuUsPerDelivery", title: "server CPU µs / delivery", digits: 2 },
    { metric: "p50Ms", title: "p50 ms", digits: 1 },
    { metric: "p99Ms", title: "p99 ms", digits: 1 },
    { metric: "lost", title: "lost", digits: 0 },
    { metric: "repeated", title: "repeated", digits: 0 },
    { metric: "generatorShare", title: "generator's core", digits: 2 },
  ],
  rounds: { whole: 5, quick: size.members === 1_000 ? 2 : 0 },
  isPinned: true,
  contestants: () => true,
  async run(stage, contestant) {
    await using scene = await stage.open(contestant, size.conversations + WARM_UP_CONVERSATIONS);
    let expected = 0;
    let arrived = 0;
    let repeated = 0;
    const total = size.members * size.conversations;
    const arrivals: { mark: number; atMs: number }[] = [];
    const lastMark = new Int32Array(total).fill(-1);
    await warmUp(scene, total);
    const members = createCrowd(scene, total, (index) => index % size.conversations, {
      onEvent(index, { mark }) {
        if (mark <= (lastMark[index] ?? -1)) repeated += 1;
        lastMark[index] = mark;
        arrived += 1;
        arrivals.push({ mark, atMs: performance.now() });
      },
    });
    await withEach(members, async (member) => {
      await member.connect();
      await member.join();
    });
    await delay(SETTLE_MS);
    let sent = 0;
    const burst = async (seconds: number) => {
      const first = sent;
      const count = size.sendsPerSecond * seconds;
      const dueAt = await sendAtRate({ perSecond: size.sendsPerSecond, count }, (number) => {
        expected += size.members;
        members[number % size.conversations]?.send(randomUUID(), markedBody(first + number));
      });
      sent += count;
      await waitFor(() => arrived >= expected, { timeoutMs: ARRIVED_WITHIN_MS, intervalMs: 5 });
      return { first, dueAt };
    };
    await burst(WARM_UP_SECONDS);
    [expected, arrived, arrivals.length] = [0, 0, 0];
    const [server, generator] = [watchCpu(scene.server.pid), watchCpu(process.pid)];
    const { first, dueAt } = await burst(SECONDS);
    const [used, generated] = [server(), generator()];
    const latency = latencyOf(arrivals.map(({ mark, atMs }) => atMs - (dueAt[mark - first] ?? Number.NaN)));
    for (const member of members) member.reset();
    return {
      cpuUsPerDelivery: (used.cpuMs * 1_000) / arrived,
      ...latency,
      lost: expected - arrived,
      repeated,
      serverShare: used.share,
      generatorShare: generated.share,
    };
  },
}));
