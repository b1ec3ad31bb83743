import { openDatabase } from "@chorus/database/database";
import { waitFor } from "@chorus/kernel/wait";
import { readDatabaseUrl } from "./config.ts";
import { readBacklog, requestReindex } from "./search/reindex.ts";

const BAR_CHARACTERS = 30;
const LOOK_EVERY_MS = 500;
const PATIENCE_MS = 24 * 3_600_000;

/**
 * `make reindex`: asks for every conversation to be indexed again and shows the progress. The work is stored in
 * Postgres: Ctrl-C ends only the display, and a restarted engine continues.
 */
const database = openDatabase({
  url: readDatabaseUrl(),
  poolSize: 1,
  applicationName: "reindex",
  onError: (error) => process.stderr.write(`${error.message}\n`),
});
try {
  const total = await requestReindex({ database });
  await waitFor(
    async () => {
      const left = await readBacklog({ database });
      showProgress(Math.max(0, total - left), total);
      return left === 0;
    },
    { timeoutMs: PATIENCE_MS, intervalMs: LOOK_EVERY_MS },
  );
  process.stdout.write("\n");
} finally {
  await database.close();
}

function showProgress(done: number, total: number): void {
  const share = total === 0 ? 1 : done / total;
  const bar = "█".repeat(Math.round(share * BAR_CHARACTERS)).padEnd(BAR_CHARACTERS, "░");
  process.stdout.write(`\r${bar} ${done} of ${total} conversations`);
}
