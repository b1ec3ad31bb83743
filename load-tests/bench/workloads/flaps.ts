import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { waitFor } from "@chorus/kernel/wait";
import type { Member } from "../client/member.ts";
import type { Scene } from "../world/stage.ts";
import { createCrowd, withEach } from "./crowd.ts";
import { markedBody, sendAtRate } from "./send-at-rate.ts";
import type { Workload } from "./workload.ts";

const CONVERSATIONS = 10;
const READERS = 200;
/** Over all conversations. */
const SENDS_PER_SECOND = 20;
const SECONDS = 12;
/** Connected between so and twice so long, then away. */
const CONNECTED_MS = 2_000;
const AWAY_MS = 1_000;
const CAUGHT_UP_WITHIN_MS = 5_000;

/** Connections that break again and again, and what of everything that was sent has arrived in the end. */
export const flaps: Workload = {
  name: "flaps",
  title: "Delivery under flapping connections",
  how:
    `${READERS} readers in ${CONVERSATIONS} conversations, each cut off by a TCP reset every ${CONNECTED_MS / 1_000} to ${(CONNECTED_MS * 2) / 1_000} s and away for ${AWAY_MS / 1_000} s; ` +
    `${SENDS_PER_SECOND} sends a second for ${SECONDS} s by people who stay. Readers resume where their server can, else join anew.`,
  columns: [
    { metric: "missedPercent", title: "not delivered %", digits: 2 },
    { metric: "deliveredPercent", title: "delivered %", digits: 2 },
    { metric: "repeated", title: "repeated", digits: 0 },
    { metric: "resumedPercent", title: "resumed %", digits: 1 },
  ],
  rounds: { whole: 5, quick: 1 },
  isPinned: true,
  contestants: () => true,
  async run(stage, contestant) {
    await using scene = await stage.open(contestant, CONVERSATIONS);
    const count = SENDS_PER_SECOND * SECONDS;
    const readers = createReaders(scene, count);
    await withEach(readers.all, async ({ member }) => {
      await member.connect();
      await member.join();
    });
    const writers = createCrowd(scene, CONVERSATIONS, (index) => index, {}, READERS);
    await withEach(writers, (writer) => writer.connect());
    const stop = new AbortController();
    setMaxListeners(0, stop.signal);
    const flapping = readers.all.map((reader) => flap(reader, stop.signal));
    await sendAtRate({ perSecond: SENDS_PER_SECOND, count }, (number) => {
      writers[number % CONVERSATIONS]?.send(randomUUID(), markedBody(number));
    });
    stop.abort();
    const expected = (READERS * count) / CONVERSATIONS;
    await Promise.all(flapping);
    await waitFor(() => readers.seen() >= expected, { timeoutMs: CAUGHT_UP_WITHIN_MS, intervalMs: 20 });
    const [resumed, connects] = [readers.sum("resumed"), readers.sum("connects")];
    for (const member of [...readers.all.map(({ member }) => member), ...writers]) member.reset();
    const deliveredPercent = (100 * readers.seen()) / expected;
    return {
      deliveredPercent,
      missedPercent: 100 - deliveredPercent,
      repeated: readers.sum("repeated"),
      resumedPercent: (100 * resumed) / connects,
      reconnects: connects,
    };
  },
};

interface Reader {
  readonly member: Member;
  readonly conversationId: string;
  lastSeq: number;
  repeated: number;
  connects: number;
  resumed: number;
}

function createReaders(scene: Scene, count: number) {
  const seen = Array.from({ length: READERS }, () => new Uint8Array(count));
  let total = 0;
  const all: Reader[] = [];
  const see = (index: number, mark: number) => {
    const own = seen[index];
    const reader = all[index];
    if (!own || !reader || mark < 0) return;
    if (own[mark] === 1) reader.repeated += 1;
    else total += 1;
    own[mark] = 1;
  };
  const members = createCrowd(scene, READERS, (index) => index % CONVERSATIONS, {
    onEvent(index, { seq, mark }) {
      see(index, mark);
      const reader = all[index];
      if (reader) reader.lastSeq = Math.max(reader.lastSeq, seq);
    },
    onSubscribed(index, { seqs, marks }) {
      for (const mark of marks) see(index, mark);
      const reader = all[index];
      if (reader) reader.lastSeq = Math.max(reader.lastSeq, ...seqs);
    },
  });
  for (const [index, member] of members.entries()) {
    const conversationId = scene.conversationIds[index % CONVERSATIONS] ?? "";
    all.push({ member, conversationId, lastSeq: 0, repeated: 0, connects: 0, resumed: 0 });
  }
  return {
    all,
    seen: () => total,
    sum: (what: "repeated" | "connects" | "resumed") => all.reduce((sum, reader) => sum + reader[what], 0),
  };
}

/** Ends connected, once it has been told to stop. */
async function flap(reader: Reader, signal: AbortSignal): Promise<void> {
  const { member, conversationId } = reader;
  while (!signal.aborted) {
    await pause(CONNECTED_MS * (1 + Math.random()), signal);
    if (signal.aborted) return;
    member.reset();
    await delay(AWAY_MS);
    await member.connect({ conversationId, lastSeq: reader.lastSeq });
    reader.connects += 1;
    if (member.hasResumed) reader.resumed += 1;
    else await member.join();
  }
}

async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  // Cut short by the end of the run, which is what was waited for.
  await delay(durationMs, undefined, { signal }).catch(() => undefined);
}
