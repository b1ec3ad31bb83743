/** `make restore-drill`: the whole drill; prints what it measured and writes it for Prometheus. */
import { readBackupConfig } from "@chorus/backup/config";
import { nowSeconds, writeMetrics } from "@chorus/backup/metrics";
import { runDrill } from "./drill.ts";

const WRITE_MS = 30_000;
const print = (text: string) => void process.stdout.write(`${text}\n`);

const startedAt = performance.now();
const report = await runDrill({ writeMs: WRITE_MS, withSearch: true, log: print });
print(`
acknowledged messages                       ${report.acknowledged}
  lost in a restore to the archive's end    ${report.lostAtEnd}
  wanted at the point in time               ${report.wantedAtTarget}, each there once unless listed below
data before the loss that is gone (RPO)     ${report.rpoSeconds.toFixed(2)} s
until people talk again (RTO)               ${report.rtoSeconds.toFixed(1)} s
the drill took                              ${((performance.now() - startedAt) / 1_000).toFixed(0)} s
a time after the archive's end              ${report.tooLate}
`);
for (const problem of report.problems) print(`✗ ${problem}`);
if (report.problems.length === 0) {
  await writeMetrics(readBackupConfig().metricsFile, {
    chorus_restore_verified_timestamp_seconds: nowSeconds(),
    chorus_restore_rto_seconds: report.rtoSeconds,
    chorus_restore_rpo_seconds: report.rpoSeconds,
  });
  print("✓ the database came back as promised");
} else process.exitCode = 1;
