import { setTimeout as delay } from "node:timers/promises";
import { watchCpu } from "../measure/process-usage.ts";
import { createCrowd, withEach } from "./crowd.ts";
import { createBursts } from "./burst.ts";
import { markedBody } from "./send-at-rate.ts";
import { WARM_UP_CONVERSATIONS, warmUp } from "./warm-up.ts";
import type { Workload } from "./workload.ts";

const RATES = [200, 1_000, 2_000] as const;
const PAIRS = 250;
const WARM_UP_SECONDS = 1;
const SECONDS = 4;
const SETTLE_MS = 500;

/** Two people in each conversation who write in turn, at a rate that does not wait for them. */
export const openLoops: readonly Workload[] = RATES.map((perSecond) => ({
  name: `roundtrip-${perSecond}`,
  title: `Round trip at ${perSecond.toLocaleString("en")} messages/s`,
  how:
    `${PAIRS} pairs, ${perSecond.toLocaleString("en")} sends a second over all of them for ${SECONDS} s after a warm-up, from the moment each was due ` +
    "to its sender's ack and to the event at the other one.",
  columns: [
    { metric: "cpuUsPerMessage", title: "server CPU µs / message", digits: 1 },
    { metric: "deliveryP50Ms", title: "delivery p50 ms", digits: 1 },
    { metric: "deliveryP99Ms", title: "p99 ms", digits: 1 },
    { metric: "ackP50Ms", title: "ack p50 ms", digits: 1 },
    { metric: "ackP99Ms", title: "p99 ms", digits: 1 },
    { metric: "lost", title: "lost", digits: 0 },
    { metric: "generatorShare", title: "generator's core", digits: 2 },
  ],
  rounds: { whole: 5, quick: 0 },
  isPinned: true,
  contestants: () => true,
  async run(stage, contestant) {
    await using scene = await stage.open(contestant, PAIRS + WARM_UP_CONVERSATIONS);
    await warmUp(scene, PAIRS * 2);
    const bursts = createBursts({
      perSecond,
      eventsPerMessage: 1,
      send: (mark, id) => members[senderOf(mark)]?.send(id, markedBody(mark)),
    });
    const members = createCrowd(scene, PAIRS * 2, (index) => index % PAIRS, {
      // A message's number says which pair it is of, and which of the two has sent it.
      onEvent(index, { mark }) {
        if (senderOf(mark) !== index) bursts.onEvent(mark);
      },
      onAck: (_index, id) => bursts.onAck(id),
    });
    await withEach(members, async (member) => {
      await member.connect();
      await member.join();
    });
    await delay(SETTLE_MS);
    await bursts.send(WARM_UP_SECONDS);
    const [server, generator] = [watchCpu(scene.server.pid), watchCpu(process.pid)];
    const { count, ack, delivery, lost } = await bursts.send(SECONDS);
    const [used, generated] = [server(), generator()];
    for (const member of members) member.reset();
    return {
      cpuUsPerMessage: (used.cpuMs * 1_000) / count,
      deliveryP50Ms: delivery.p50Ms,
      deliveryP99Ms: delivery.p99Ms,
      ackP50Ms: ack.p50Ms,
      ackP99Ms: ack.p99Ms,
      lost,
      serverShare: used.share,
      generatorShare: generated.share,
    };
  },
}));

/** Pairs in turn, and the two of a pair in turn. */
function senderOf(mark: number): number {
  const turn = Math.floor(mark / PAIRS) % 2;
  return (mark % PAIRS) + turn * PAIRS;
}
