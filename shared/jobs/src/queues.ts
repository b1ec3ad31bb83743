import { JOBS, type JobName, type JobPayload, turnOf } from "@chorus/contracts/jobs";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { takeTurn } from "./turns.ts";

const PREFIX = "chorus";
const READY_TIMEOUT_MS = 1_000;
/** A connection that has answered nothing for so long, though it was asked, is made anew: it may be half-open. */
const SILENCE_MS = 2_000;
const CLOSE_TIMEOUT_MS = 1_000;
const KEEP_COMPLETED = { age: 3_600, count: 1_000 };
const KEEP_FAILED = { age: 7 * 24 * 3_600, count: 10_000 };

export interface JobQueues {
  /** Puts a job once: the same `jobId` again, while the job is kept, is the same job. */
  enqueue<Name extends JobName>(
    name: Name,
    payload: JobPayload<Name>,
    options?: { jobId?: string; delayMs?: number },
  ): Promise<void>;
  /** Runs a job every `everyMs`, however many instances ask for it. */
  schedule<Name extends JobName>(name: Name, payload: JobPayload<Name>, everyMs: number): Promise<void>;
  /** Lets go of the connections, also of one that Redis does not answer on. */
  close(): Promise<void>;
}

/** Producers: they fail fast while Redis is away, because the outbox still holds the work. */
export function openQueues(redisUrl: string, onError: (error: Error) => void): JobQueues {
  const connection = new Redis(redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    socketTimeout: SILENCE_MS,
  });
  connection.on("error", onError);
  const queues = new Map<string, Queue>();
  const queueOf = (name: JobName): Queue => {
    const { queue } = JOBS[name];
    const known = queues.get(queue);
    if (known) return known;
    const made = new Queue(queue, { prefix: PREFIX, connection });
    made.on("error", onError);
    queues.set(queue, made);
    return made;
  };
  return {
    async enqueue(name, payload, options = {}) {
      const queue = queueOf(name);
      await reachable(queue);
      const turn = turnOf(name, payload);
      await queue.add(name, JOBS[name].payload.parse(payload), {
        ...jobOptions(name),
        ...(turn === null ? {} : { priority: await takeTurn(connection, PREFIX, JOBS[name].queue, turn) }),
        ...(options.jobId ? { jobId: options.jobId } : {}),
        ...(options.delayMs ? { delay: options.delayMs } : {}),
      });
    },
    async schedule(name, payload, everyMs) {
      const queue = queueOf(name);
      await reachable(queue);
      await queue.upsertJobScheduler(
        name,
        { every: everyMs },
        { name, data: JOBS[name].payload.parse(payload), opts: jobOptions(name) },
      );
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => Promise.race([letGo(queue), pause(CLOSE_TIMEOUT_MS)])));
      connection.disconnect();
    },
  };
}

/** A queue waits for its connection as long as it takes; a producer holds a transaction meanwhile. */
async function reachable(queue: Queue): Promise<void> {
  const isReady = await Promise.race([queue.waitUntilReady().then(() => true), pause(READY_TIMEOUT_MS)]);
  if (!isReady) throw new Error(`Redis was not reachable within ${READY_TIMEOUT_MS} ms`);
}

/** A polite goodbye needs Redis; without it the connection is just dropped. */
function letGo(queue: Queue): Promise<void> {
  return queue.close().catch(() => queue.disconnect());
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs).unref());
}

function jobOptions(name: JobName) {
  const { attempts, backoff } = JOBS[name];
  return {
    attempts,
    backoff: { type: backoff.type, delay: backoff.delayMs, jitter: 0.5 },
    removeOnComplete: KEEP_COMPLETED,
    removeOnFail: KEEP_FAILED,
  };
}

export { PREFIX as JOB_PREFIX };
