import type { Generated } from "kysely";
import type { DefaultedTime, Json, Time } from "./columns.ts";

/** Background tasks. Written by the functions that shared/tasks calls. */
export interface TasksTable {
  tenant_id: string;
  id: string;
  name: string;
  payload: Json<Record<string, unknown>>;
  first_seq: number | null;
  priority: number;
  dedup_key: string | null;
  due_at: Time;
  settles_by: Time | null;
  attempts: Generated<number>;
  claimed_until: Time | null;
  fence: Generated<number>;
  version: Generated<number>;
  created_at: DefaultedTime;
  finished_at: Time | null;
  outcome: string | null;
  is_dead: Generated<boolean>;
  last_error: string | null;
}
