import type { JobName, JobPayload } from "@chorus/contracts/jobs";
import type { JobQueues } from "@chorus/jobs/queues";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";

const BATCH = 500;

interface DispatchRow {
  tenant_id: string;
  id: number;
  topic: string;
}

interface JobRequest {
  name: JobName;
  payload: JobPayload<JobName>;
  /** Made from the outbox row: a repeat is the same job. */
  jobId: string;
}

/** What has to happen elsewhere because of an outbox row. Mails, summaries and webhooks are added here, with their services. */
function jobsFor(_row: DispatchRow): JobRequest[] {
  return [];
}

/**
 * Turns outbox rows into jobs, oldest first, and marks them only when BullMQ has the jobs.
 * @returns how many rows it handled
 */
export async function dispatchOnce(context: ChatContext, queues: JobQueues): Promise<number> {
  return context.database.withSystem(async (tx) => {
    const { rows } = await sql<DispatchRow>`select * from outbox_lock_undispatched(${BATCH})`.execute(tx);
    if (rows.length === 0) return 0;
    for (const job of rows.flatMap(jobsFor)) await queues.enqueue(job.name, job.payload, { jobId: job.jobId });
    await sql`select outbox_mark_dispatched(${rows.map((row) => row.id)})`.execute(tx);
    return rows.length;
  });
}
