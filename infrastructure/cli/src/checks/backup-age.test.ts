import { MAX_BACKUP_HOURS } from "@chorus/backup/backup-age";
import { readRules } from "@chorus/monitoring/testing/expressions";
import { expect, test } from "vitest";

test("the alert of an old backup comes when an upgrade would refuse to begin", () => {
  const rule = readRules().find(({ alert }) => alert === "BackupOld");
  expect(rule?.expr).toContain(`> ${MAX_BACKUP_HOURS} * 3600 `);
  expect(rule?.annotations?.summary).toContain(` ${MAX_BACKUP_HOURS} hours.`);
});
