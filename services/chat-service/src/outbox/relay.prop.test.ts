import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Life, OVERDUE_MS, OutboxWorld } from "../testing/outbox-world.ts";
import { presentAppended } from "../conversations/present/load-published.ts";
import { createPublisher, type Publisher } from "./publisher.ts";
import { relayOnce, type RelayParts } from "./relay.ts";

const PROCESSES = 2;
const who = fc.nat(PROCESSES - 1);

/** Two chat-services commit, tell, relay and die, in any order of everything they wait for; Redis comes and goes. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("commit" as const), who, place: fc.nat(3), publishes: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("revoke" as const) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("relay" as const), who }) },
  { weight: 10, arbitrary: fc.record({ do: fc.constant("answer" as const), count: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("die" as const), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("redis" as const), isAway: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("wait" as const), durationMs: fc.nat(4 * OVERDUE_MS) }) },
);

interface Process {
  life: Life;
  publisher: Publisher;
  parts: RelayParts;
  isRelaying: boolean;
}

function startProcess(world: OutboxWorld, noticed: Set<string>): Process {
  const life: Life = { isOver: false, transactions: new Set() };
  const inboxNotifier = { changed: (_tenantId: string, conversationId: string) => void noticed.add(conversationId) };
  const parts = { outbox: world.storeFor(life), publish: world.publisherFor(life), inboxNotifier };
  const publisher = createPublisher({ ...parts, present: presentAppended, logger: { warn: () => undefined } });
  return { life, publisher, parts, isRelaying: false };
}

/** One at a time, as the loop of the service does it. A failure is tried again by the next. */
async function relay(process: Process): Promise<void> {
  if (process.isRelaying) return;
  process.isRelaying = true;
  await relayOnce(process.parts).catch(() => undefined);
  process.isRelaying = false;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("whoever dies and whenever Redis is away, all that was committed is told, and nothing is marked that was not", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(step, { maxLength: 60, size: "max" }), async (scheduler, steps) => {
      const world = new OutboxWorld(scheduler);
      const noticed = new Set<string>();
      const processes = Array.from({ length: PROCESSES }, () => startProcess(world, noticed));
      const wait = async (durationMs: number) => {
        world.nowMs += durationMs;
        await vi.advanceTimersByTimeAsync(durationMs);
      };
      for (const now of steps) {
        const index = "who" in now ? now.who : 0;
        const process = processes[index];
        if (!process) continue;
        if (now.do === "commit") {
          const ref = world.commitEvent(`tenant ${now.place % 2}`, `conversation ${now.place}`);
          if (now.publishes) void process.publisher.published([ref]);
        } else if (now.do === "revoke") world.commitRevocation("tenant 0");
        else if (now.do === "relay") void relay(process);
        else if (now.do === "wait") await wait(now.durationMs);
        else if (now.do === "redis") world.isRedisAway = now.isAway;
        else if (now.do === "die") {
          world.end(process.life);
          processes[index] = startProcess(world, noticed);
        } else {
          for (let answer = 0; answer < now.count && scheduler.count() > 0; answer += 1) {
            await scheduler.waitOne();
            // What that answer makes them ask for next.
            await vi.advanceTimersByTimeAsync(0);
          }
        }
        expect(world.lies).toEqual([]);
      }
      world.isRedisAway = false;
      await scheduler.waitIdle();
      // As often as the backlog needs, and what a dead one has left behind.
      for (let round = 0; round <= steps.length && world.rows.some((row) => !row.isPublished); round += 1) {
        await wait(2 * OVERDUE_MS);
        for (const process of processes) void relay(process);
        await scheduler.waitIdle();
      }
      expect(world.lies).toEqual([]);
      expect(world.rows.filter((row) => !row.isDelivered || !row.isPublished)).toEqual([]);
      const conversations = world.rows.flatMap(({ name }) => (name.includes("/") ? (name.split("/")[0] ?? "") : []));
      expect(conversations.filter((name) => !noticed.has(name))).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
}, 120_000);
