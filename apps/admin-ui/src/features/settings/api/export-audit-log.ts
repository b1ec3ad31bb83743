import type { RestClient } from "@chorus/client-sdk/rest-client";
import { listAuditLog } from "@chorus/contracts/routes/tenant";
import { toCsv } from "@chorus/contracts/csv";
import { serverNowMs } from "../../../lib/browser/now.ts";
import { saveFile } from "../../../lib/browser/save-file.ts";
import { type AuditEntry, type AuditFilters, auditQuery } from "./use-audit-log.ts";

/** A larger export has to be split by time. */
const MAX_ROWS = 20_000;

export interface ExportedLog {
  rows: number;
  isComplete: boolean;
}

/** Saves the filtered audit log as a CSV file, page by page. */
export async function exportAuditLog(
  rest: RestClient,
  filters: AuditFilters,
  nameOf: (entry: AuditEntry) => string,
): Promise<ExportedLog> {
  const rows: string[][] = [];
  let cursor: string | null = null;
  do {
    const query = { limit: 200, ...auditQuery(filters), ...(cursor === null ? {} : { cursor }) };
    const page: { items: AuditEntry[]; nextCursor: string | null } = await rest.call(listAuditLog, { query });
    rows.push(...page.items.map((entry) => rowOf(entry, nameOf(entry))));
    cursor = page.nextCursor;
  } while (cursor !== null && rows.length < MAX_ROWS);
  const head = [
    "number",
    "at",
    "actor",
    "actor_id",
    "action",
    "target_type",
    "target_id",
    "detail",
    "request_id",
    "hash",
  ];
  saveFile(
    `audit-log-${new Date(serverNowMs()).toISOString().slice(0, 10)}.csv`,
    "text/csv;charset=utf-8",
    toCsv([head, ...rows]),
  );
  return { rows: rows.length, isComplete: cursor === null };
}

function rowOf(entry: AuditEntry, name: string): string[] {
  const { number, at, actor, action, target, detail, requestId, hash } = entry;
  const cells = [number, at, name, actor.id, action, target.type, target.id, JSON.stringify(detail), requestId, hash];
  return cells.map((value) => String(value ?? ""));
}
