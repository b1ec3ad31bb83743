import { createInterface } from "node:readline";
import { openDatabase } from "@chorus/database/database";
import { systemClock } from "@chorus/kernel/clock";
import { systemIds } from "@chorus/kernel/ids";
import { createLogger } from "@chorus/observability/logger";
import { openTaskQueue } from "@chorus/tasks/task-queue";
import { readDatabaseUrl, readRedisUrl } from "./config.ts";
import { replayErasures, formatReplayed } from "./customers/replay-erasures.ts";
import { deleteTenant } from "./tenants/delete-tenant.ts";

/**
 * `make restore`: erases again whom a restored backup has brought back. Takes lines of the erasure log on standard input; what has
 * to be published waits in the outbox for chat-service.
 */
const ignore = () => undefined;
const database = openDatabase({
  ...{ url: readDatabaseUrl(), poolSize: 2, applicationName: "replay-erasures", defaultBudget: "background" },
  onError: (error) => process.stderr.write(`${error.message}\n`),
});
const tasks = openTaskQueue({
  ...{ redisUrl: readRedisUrl(), clock: systemClock, ids: systemIds },
  // The tasks are in Postgres; a sweep finds them when there is a Redis again.
  onError: ignore,
});
const context = {
  ...{ database, tasks, clock: systemClock, ids: systemIds },
  logger: createLogger({ service: "chat-service", level: "warn", pretty: true }),
  publisher: { published: () => Promise.resolve(), outboxChanged: ignore },
  authenticator: { drop: ignore },
  events: { leftQueueForAgent: ignore },
};
try {
  const replayed = await replayErasures(
    context,
    createInterface({ input: process.stdin }),
    async (tenantId, requestId) => {
      await deleteTenant(context, { tenantId, requestId });
    },
  );
  process.stdout.write(formatReplayed(replayed));
} finally {
  await tasks.close();
  await database.close();
}
