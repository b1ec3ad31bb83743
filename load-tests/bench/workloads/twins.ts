import { setTimeout as delay } from "node:timers/promises";
import { chorusDialect } from "../client/chorus-dialect.ts";
import { Member } from "../client/member.ts";
import { watchFamilyCpu } from "../measure/process-usage.ts";
import { startPlatform } from "../world/platform.ts";
import { withEach } from "./crowd.ts";
import { createBursts } from "./burst.ts";
import { markedBody } from "./send-at-rate.ts";
import type { Workload } from "./workload.ts";

interface Size {
  name: string;
  title: string;
  members: number;
  conversations: number;
  /** Over all conversations. */
  perSecond: number;
}

const SIZES: readonly Size[] = [
  { name: "real-roundtrip-1000", title: "round trip at 1,000/s", members: 2, conversations: 250, perSecond: 1_000 },
  { name: "real-roundtrip-2000", title: "round trip at 2,000/s", members: 2, conversations: 250, perSecond: 2_000 },
  { name: "real-fanout-10", title: "fan-out to 10", members: 10, conversations: 20, perSecond: 400 },
];
const WARM_UP_SECONDS = 4;
const SECONDS = 5;
const SETTLE_MS = 1_000;

/** The same jobs as beside the peers, with chat-service, Postgres and fsync instead of a double: what a message really costs. */
export const realTwins: readonly Workload[] = SIZES.map(({ name, title, members: size, conversations, perSecond }) => ({
  name,
  title: `The real one: ${title}`,
  how:
    `The whole platform with fsync on, all of it and the clients on the two cores: ${conversations} conversations of ${size}, ` +
    `${perSecond.toLocaleString("en")} sends a second for ${SECONDS} s after a warm-up of ${WARM_UP_SECONDS}, from the moment each was due.`,
  columns: [
    { metric: "cpuUsPerMessage", title: "CPU µs / message, all of it", digits: 0 },
    { metric: "gatewayUsPerMessage", title: "gateway", digits: 0 },
    { metric: "chatUsPerMessage", title: "chat-service", digits: 0 },
    { metric: "postgresUsPerMessage", title: "Postgres", digits: 0 },
    { metric: "redisUsPerMessage", title: "Redis", digits: 0 },
    { metric: "deliveryP50Ms", title: "delivery p50 ms", digits: 1 },
    { metric: "deliveryP99Ms", title: "p99 ms", digits: 1 },
    { metric: "ackP50Ms", title: "ack p50 ms", digits: 1 },
    { metric: "ackP99Ms", title: "p99 ms", digits: 1 },
    { metric: "lost", title: "lost", digits: 0 },
  ],
  rounds: { whole: 5, quick: 0 },
  isPinned: false,
  contestants: (contestant) => contestant.name === "chorus",
  async run() {
    await using platform = await startPlatform(1);
    const customers = await platform.customers(conversations);
    const port = platform.gateways[0]?.port ?? 0;
    const members: Member[] = [];
    const bursts = createBursts({
      perSecond,
      eventsPerMessage: size,
      send(mark, id) {
        // The members of a conversation write in turn.
        const turn = Math.floor(mark / conversations) % size;
        members[(mark % conversations) * size + turn]?.send(id, markedBody(mark));
      },
    });
    const hooks = {
      onEvent: ({ mark }: { mark: number }) => bursts.onEvent(mark),
      onAck: (id: string) => bursts.onAck(id),
    };
    for (const { token, conversationId } of customers)
      for (let number = 0; number < size; number += 1)
        members.push(new Member({ port, token, conversationId, dialect: chorusDialect(), ...hooks }));
    await withEach(members, async (member) => {
      await member.connect();
      await member.join();
    });
    await delay(SETTLE_MS);
    await bursts.send(WARM_UP_SECONDS);
    const watches = Object.entries(platform.parts).map(([part, pid]) => [part, watchFamilyCpu(pid)] as const);
    const { count, ack, delivery, lost } = await bursts.send(SECONDS);
    const used = watches.map(([part, cpuMs]) => [`${part}UsPerMessage`, (cpuMs() * 1_000) / count] as const);
    for (const member of members) member.reset();
    return {
      cpuUsPerMessage: used.reduce((sum, [, us]) => sum + us, 0),
      ...Object.fromEntries(used),
      deliveryP50Ms: delivery.p50Ms,
      deliveryP99Ms: delivery.p99Ms,
      ackP50Ms: ack.p50Ms,
      ackP99Ms: ack.p99Ms,
      lost,
    };
  },
}));
