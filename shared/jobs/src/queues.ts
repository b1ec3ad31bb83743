import { JOBS, type JobName, type JobPayload, turnOf } from "@chorus/contracts/jobs";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { takeTurns, turnKeyOf, turnScript } from "./turns.ts";

const PREFIX = "chorus";
const READY_TIMEOUT_MS = 1_000;
/** A connection that has answered nothing for so long, though it was asked, is made anew: it may be half-open. */
const SILENCE_MS = 2_000;
const CLOSE_TIMEOUT_MS = 1_000;
const KEEP_COMPLETED = { age: 3_600, count: 1_000 };
const KEEP_FAILED = { age: 7 * 24 * 3_600, count: 10_000 };

export interface NewJob<Name extends JobName> {
  payload: JobPayload<Name>;
  jobId?: string;
  delayMs?: number;
}

export interface JobQueues {
  /** Puts a job once: the same `jobId` again, while the job is kept, is the same job. */
  enqueue<Name extends JobName>(
    name: Name,
    payload: JobPayload<Name>,
    options?: Omit<NewJob<Name>, "payload">,
  ): Promise<void>;
  /** The same for many in three round trips. */
  enqueueAll<Name extends JobName>(name: Name, jobs: readonly NewJob<Name>[]): Promise<void>;
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
  const turns = turnScript(connection);
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
  const enqueueAll: JobQueues["enqueueAll"] = async (name, jobs) => {
    if (jobs.length === 0) return;
    const queue = queueOf(name);
    await reachable(queue);
    const priorities = await takeTurns(
      turns,
      jobs.map(({ payload, jobId }) => ({
        turnKey: turnKeyOf(PREFIX, JOBS[name].queue, turnOf(name, payload)),
        jobKey: jobId === undefined ? null : queue.toKey(jobId),
      })),
    );
    const added = jobs.flatMap(({ payload, jobId, delayMs }, index) => {
      const priority = priorities[index] ?? null;
      if (priority === "known") return [];
      const opts = {
        ...jobOptions(name),
        ...(priority === null ? {} : { priority }),
        ...(jobId === undefined ? {} : { jobId }),
        ...(delayMs === undefined ? {} : { delay: delayMs }),
      };
      return [{ name, data: JOBS[name].payload.parse(payload), opts }];
    });
    if (added.length > 0) await queue.addBulk(added);
  };
  return {
    enqueue: (name, payload, options = {}) => enqueueAll(name, [{ payload, ...options }]),
    enqueueAll,
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
