import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { waitFor } from "@chorus/kernel/wait";
import { residentKb } from "../measure/process-usage.ts";
import { latencyOf } from "../statistics.ts";
import { createCrowd, withEach } from "./crowd.ts";
import { markedBody, sendAtRate } from "./send-at-rate.ts";
import type { Workload } from "./workload.ts";

const MEMBERS = 100;
const BODY_CHARACTERS = 7_900;
const SENDS_PER_SECOND = 150;
const BEFORE_SECONDS = 2;
/** More than 8 MB for the slow one: past what kernels buffer by themselves. */
const SECONDS = 8;
const ARRIVED_WITHIN_MS = 15_000;
const SETTLE_MS = 500;

/** One of a hundred stops reading: what it does to the others, and to the server. */
export const slowReader: Workload = {
  name: "slow-reader",
  title: "One slow reader among 100",
  how:
    `${MEMBERS} members, ${SENDS_PER_SECOND} sends of ${BODY_CHARACTERS.toLocaleString("en")} characters a second; after ${BEFORE_SECONDS} s one stops reading for ${SECONDS} s. ` +
    "The others' p99 before and while, what the server holds for it at most, and whether it was let go.",
  columns: [
    { metric: "growthMb", title: "server grew by MB at most", digits: 1 },
    { metric: "p99BeforeMs", title: "others' p99 ms before", digits: 1 },
    { metric: "p99WhileMs", title: "p99 ms while", digits: 1 },
    { metric: "lost", title: "lost by others", digits: 0 },
    { metric: "slowWasLetGo", title: "slow one let go", digits: 0 },
  ],
  rounds: { whole: 5, quick: 0 },
  isPinned: true,
  contestants: () => true,
  async run(stage, contestant) {
    await using scene = await stage.open(contestant, 1);
    const arrivals: { mark: number; atMs: number }[] = [];
    const others = MEMBERS - 1;
    const members = createCrowd(scene, MEMBERS, () => 0, {
      onEvent(index, { mark }) {
        if (index !== others) arrivals.push({ mark, atMs: performance.now() });
      },
    });
    await withEach(members, async (member) => {
      await member.connect();
      await member.join();
    });
    await delay(SETTLE_MS);
    let sent = 0;
    let mostKb = 0;
    const burst = async (seconds: number) => {
      const first = sent;
      const count = SENDS_PER_SECOND * seconds;
      arrivals.length = 0;
      const watch = setInterval(() => (mostKb = Math.max(mostKb, residentKb(scene.server.pid))), 100);
      const dueAt = await sendAtRate({ perSecond: SENDS_PER_SECOND, count }, (number) => {
        members[number % others]?.send(randomUUID(), markedBody(first + number, BODY_CHARACTERS));
      });
      sent += count;
      await waitFor(() => arrivals.length >= count * others, { timeoutMs: ARRIVED_WITHIN_MS, intervalMs: 5 });
      clearInterval(watch);
      const { p99Ms } = latencyOf(arrivals.map(({ mark, atMs }) => atMs - (dueAt[mark - first] ?? Number.NaN)));
      return { p99Ms, lost: count * others - arrivals.length };
    };
    const before = await burst(BEFORE_SECONDS);
    const beforeKb = mostKb;
    const slow = members[others];
    slow?.pause();
    const during = await burst(SECONDS);
    // Whoever reads on after a cut hears of it; before, a paused socket hears nothing.
    slow?.resume();
    const slowWasLetGo = (await waitFor(() => slow?.hasEnded, { timeoutMs: 3_000, intervalMs: 20 })) ? 1 : 0;
    for (const member of members) member.reset();
    return {
      growthMb: (mostKb - beforeKb) / 1024,
      p99BeforeMs: before.p99Ms,
      p99WhileMs: during.p99Ms,
      lost: before.lost + during.lost,
      slowWasLetGo,
    };
  },
};
