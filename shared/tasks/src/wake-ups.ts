import type { TaskName } from "@chorus/contracts/tasks";
import { createRedis } from "@chorus/redis/client";
import { Queue } from "bullmq";

export const QUEUE_PREFIX = "chorus-tasks";
/** The most wake-ups in a queue; the sweep adds more as it empties. */
export const MAX_WAKE_UPS = 10_000;
/** A connection without any reply for so long, although commands were sent, is replaced: it may be half-open. */
const SILENCE_MS = 2_000;
const CLOSE_TIMEOUT_MS = 1_000;
const READY_TIMEOUT_MS = 1_000;
/** Granularity at which due times are told apart. */
const BUCKET_MS = 250;

/** A tenant has something due. What it is, is in Postgres. */
export interface WakeUp {
  name: TaskName;
  tenantId: string;
  delayMs: number;
}

export interface WakeUps {
  /**
   * Adds a tenant to the end of the queue, unless it waits already: a thousand tasks are one wake-up, and every
   * tenant is served before any is served a second time.
   */
  send(wakeUps: readonly WakeUp[]): Promise<void>;
  close(): Promise<void>;
}

export function queueNameOf(name: TaskName): string {
  return name.replaceAll(".", "-");
}

/** Producers fail fast while Redis is unreachable, because the tasks are in Postgres. */
export function openWakeUps(redisUrl: string, onError: (error: Error) => void): WakeUps {
  const connection = createRedis(redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    socketTimeout: SILENCE_MS,
  });
  connection.on("error", onError);
  const queues = new Map<TaskName, Queue>();
  const queueOf = (name: TaskName): Queue => {
    const known = queues.get(name);
    if (known) return known;
    const queue = new Queue(queueNameOf(name), { prefix: QUEUE_PREFIX, connection });
    queue.on("error", onError);
    queues.set(name, queue);
    return queue;
  };
  return {
    async send(wakeUps) {
      for (const name of new Set(wakeUps.map((wakeUp) => wakeUp.name))) {
        const queue = queueOf(name);
        await untilReady(queue);
        const room = MAX_WAKE_UPS - (await queue.getJobCountByTypes("waiting", "delayed"));
        const sent = wakeUps.filter((wakeUp) => wakeUp.name === name).filter((_, index) => index < room);
        if (sent.length > 0) await queue.addBulk(sent.map(jobOf));
      }
    },
    async close() {
      await Promise.all(
        [...queues.values()].map((queue) => Promise.race([disconnect(queue), pause(CLOSE_TIMEOUT_MS)])),
      );
      connection.disconnect();
    },
  };
}

function jobOf({ name, tenantId, delayMs }: WakeUp) {
  const bucket = Math.ceil((Date.now() + delayMs) / BUCKET_MS);
  return {
    name,
    data: { tenantId },
    opts: {
      delay: delayMs,
      deduplication: { id: delayMs === 0 ? tenantId : `${tenantId}.${bucket}` },
      removeOnComplete: true,
      removeOnFail: true,
    },
  };
}

/** A queue waits for its connection as long as it takes; producers must not. */
async function untilReady(queue: Queue): Promise<void> {
  const isReady = await Promise.race([queue.waitUntilReady().then(() => true), pause(READY_TIMEOUT_MS)]);
  if (!isReady) throw new Error(`Redis was not reachable within ${READY_TIMEOUT_MS} ms`);
}

/** A graceful close needs Redis; without it the connection is dropped. */
function disconnect(queue: Queue): Promise<void> {
  return queue.close().catch(() => queue.disconnect());
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs).unref());
}
