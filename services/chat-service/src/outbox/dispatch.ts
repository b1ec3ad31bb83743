import type { JobName, JobPayload } from "@chorus/contracts/jobs";
import type { JobQueues } from "@chorus/jobs/queues";
import { sql } from "kysely";
import { PASSWORD_LINK_TOPIC } from "../auth/password-links.ts";
import type { ChatContext } from "../context.ts";

const BATCH = 500;

interface DispatchRow {
  tenant_id: string;
  id: number;
  topic: string;
  payload: Record<string, unknown>;
}

interface JobRequest {
  name: JobName;
  payload: object;
  /** Made from the outbox row: a repeat is the same job. */
  jobId: string;
}

/** What has to happen elsewhere because of an outbox row. Mails, summaries and webhooks are added here, with their services. */
function jobsFor(row: DispatchRow): JobRequest[] {
  if (row.topic !== PASSWORD_LINK_TOPIC) return [];
  return [
    { name: "people.mail_link", payload: { tenantId: row.tenant_id, ...row.payload }, jobId: `outbox-${row.id}` },
  ];
}

/**
 * Turns outbox rows into jobs, oldest first, and marks them only when BullMQ has the jobs.
 * @returns how many rows it handled
 */
export async function dispatchOnce(context: ChatContext, queues: JobQueues): Promise<number> {
  return context.database.withSystem(async (tx) => {
    const { rows } = await sql<DispatchRow>`select * from outbox_lock_undispatched(${BATCH})`.execute(tx);
    if (rows.length === 0) return 0;
    for (const job of rows.flatMap(jobsFor))
      await queues.enqueue(job.name, job.payload as JobPayload<JobName>, { jobId: job.jobId });
    await sql`select outbox_mark_dispatched(${rows.map((row) => row.id)})`.execute(tx);
    return rows.length;
  });
}
