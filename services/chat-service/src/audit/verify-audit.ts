import type { Database } from "@chorus/database/database";

const TENANTS_PER_PAGE = 500;
const ENTRIES_PER_PAGE = 5_000;

export interface AuditChain {
  tenantId: string;
  slug: string;
  entries: number;
  /** The number of the last entry; 0 when there is none. */
  head: number;
  /** The first entry that does not fit those before it, or where the log is said to end; null when all do. */
  broken: { number: number; reason: BrokenReason } | null;
}

export type BrokenReason = "missing" | "unlinked" | "changed" | "cut";

interface CheckedPage extends Record<string, unknown> {
  checked: number;
  last_number: number | null;
  last_hash: Buffer | null;
  broken_number: number | null;
  reason: BrokenReason | null;
}

/** Walks the audit log of every tenant, a page at a time. */
export async function* verifyAudit(database: Database): AsyncGenerator<AuditChain> {
  let after: string | null = null;
  for (;;) {
    const tenants: { tenant_id: string; slug: string }[] = await database.background.statement(
      "audit_tenants",
      "select * from audit_tenants($1, $2)",
      [after, TENANTS_PER_PAGE],
    );
    for (const { tenant_id: tenantId, slug } of tenants) yield await verifyChain(database, tenantId, slug);
    after = tenants.at(-1)?.tenant_id ?? null;
    if (tenants.length < TENANTS_PER_PAGE) return;
  }
}

async function verifyChain(database: Database, tenantId: string, slug: string): Promise<AuditChain> {
  const chain: AuditChain = { tenantId, slug, entries: 0, head: 0, broken: null };
  let hash: Buffer = Buffer.alloc(0);
  for (;;) {
    const [page] = await database.background.statement<CheckedPage>(
      "audit_check",
      "select * from audit_check($1, $2, $3, $4)",
      [tenantId, chain.head, hash, ENTRIES_PER_PAGE],
    );
    if (!page) return chain;
    chain.entries += page.checked;
    chain.head = page.last_number ?? chain.head;
    hash = page.last_hash ?? hash;
    if (page.broken_number !== null && page.reason !== null) {
      chain.broken = { number: page.broken_number, reason: page.reason };
      return chain;
    }
    if (page.checked < ENTRIES_PER_PAGE) return chain;
  }
}
