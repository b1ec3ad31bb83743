import { channels } from "@chorus/contracts/bus/channels";
import { FlagName } from "@chorus/contracts/flags";
import type { Database } from "@chorus/database/database";
import type { Logger } from "@chorus/observability/logger";
import { connectSubscriber } from "@chorus/redis/connect";
import { createSubscriptionHub } from "@chorus/redis/subscription-hub";
import { periodically, type PeriodicTask } from "@chorus/tasks/periodically";
import { sql } from "kysely";
import type { FindValue, SetValue } from "./evaluate.ts";

/** How late a process learns of a change whose hint was lost. */
const POLL_EVERY_MS = 30_000;

export interface FlagStoreOptions {
  database: Pick<Database, "withSystem">;
  redisUrl: string;
  logger: Logger;
  pollEveryMs?: number;
}

/** Everything that is set for flags, in this process. What was read last stays while Postgres is away; before that nothing is set. */
export interface FlagStore {
  find: FindValue;
  /** Reads once and listens from then on; a Postgres or Redis that is away is no failure. */
  start(): Promise<void>;
  /** Reads now. @throws AppError `unavailable` */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

interface Row {
  tenant_id: string;
  flag: string;
  set_by: SetValue["setBy"];
  is_on: boolean;
  percentage: number;
  expires_at: Date | null;
}

export function createFlagStore({
  database,
  redisUrl,
  logger,
  pollEveryMs = POLL_EVERY_MS,
}: FlagStoreOptions): FlagStore {
  let values = new Map<string, SetValue>();
  /** Of the last read that was begun: an older one that ends later is dropped. */
  let lastRead = 0;
  const onError = (error: unknown) => logger.debug({ err: error }, "news of flags");
  const hub = createSubscriptionHub({ redis: connectSubscriber(redisUrl, onError), onError });
  let polling: PeriodicTask | undefined;

  async function refresh(): Promise<void> {
    lastRead += 1;
    const read = lastRead;
    const { rows } = await database.withSystem((tx) => sql<Row>`select * from read_feature_flags()`.execute(tx));
    if (read === lastRead) values = new Map(rows.flatMap(toEntry));
  }

  return {
    find: (tenantId, flag, setBy) => values.get(keyOf(tenantId, flag, setBy)),
    refresh,
    async start() {
      await refresh().catch((error: unknown) => {
        logger.warn({ err: error }, "flags cannot be read: their defaults count until they can");
      });
      polling = periodically({
        name: "reading flags",
        everyMs: pollEveryMs,
        work: async () => {
          await refresh();
          return false;
        },
        logger,
      });
      const nudge = () => polling?.nudge();
      hub.onResubscribed(nudge);
      await hub.start();
      void hub.subscribe(channels.flags, nudge);
    },
    async close() {
      hub.close();
      await polling?.stop();
    },
  };
}

/** None for a flag of another release. */
function toEntry(row: Row): [string, SetValue][] {
  const flag = FlagName.safeParse(row.flag);
  if (!flag.success) return [];
  const value: SetValue = {
    ...{ tenantId: row.tenant_id, flag: flag.data, setBy: row.set_by, isOn: row.is_on, percentage: row.percentage },
    expiresAtMs: row.expires_at?.getTime() ?? null,
  };
  return [[keyOf(row.tenant_id, flag.data, row.set_by), value]];
}

function keyOf(tenantId: string, flag: FlagName, setBy: SetValue["setBy"]): string {
  return `${tenantId} ${flag} ${setBy}`;
}
