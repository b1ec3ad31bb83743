import { openDatabase } from "@chorus/database/database";
import { type BrokenReason, verifyAudit } from "./audit/verify-audit.ts";
import { readDatabaseUrl } from "./config.ts";

const REASONS: Record<BrokenReason, string> = {
  missing: "an entry before it is missing",
  unlinked: "it does not follow from the entry before it",
  changed: "it was changed after it was written",
  cut: "it was taken out with all that followed",
};

/** `make verify-audit`: checks every tenant's audit log, and fails when an entry was changed or removed. */
const database = openDatabase({
  url: readDatabaseUrl(),
  poolSize: 1,
  applicationName: "verify-audit",
  onError: (error) => process.stderr.write(`${error.message}\n`),
});
let brokenChains = 0;
try {
  for await (const { slug, entries, head, broken } of verifyAudit(database)) {
    const state = broken
      ? `entry ${broken.number} is broken: ${REASONS[broken.reason]}`
      : `${entries} entries are whole (last: ${head})`;
    process.stdout.write(`${slug}: ${state}\n`);
    if (broken) brokenChains += 1;
  }
} finally {
  await database.close();
}
process.exitCode = brokenChains === 0 ? 0 : 1;
