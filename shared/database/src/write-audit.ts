import type { AuditAction } from "@chorus/contracts/entities/audit-action";
import type { TenantTx } from "./database.ts";

export interface AuditEntry {
  tenantId: string;
  actor: { type: "user" | "api_key" | "operator" | "system"; id: string | null };
  action: AuditAction;
  target: { type: string; id: string | null };
  /** Ids and names of fields, never content. */
  detail?: Record<string, unknown>;
  requestId: string;
}

/** The actor as the audit log names it; an API key is not a person. */
export function auditActor(principal: { userId: string; apiKey?: object | undefined }): AuditEntry["actor"] {
  return { type: principal.apiKey ? "api_key" : "user", id: principal.userId };
}

/** Writes an audit entry in the transaction of the action itself, so that neither is stored without the other. */
export async function writeAudit(tx: TenantTx, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto("audit_log")
    .values({
      tenant_id: entry.tenantId,
      actor_type: entry.actor.type,
      actor_id: entry.actor.id,
      action: entry.action,
      target_type: entry.target.type,
      target_id: entry.target.id,
      detail: JSON.stringify(entry.detail ?? {}),
      request_id: entry.requestId,
      // The trigger numbers and chains the row; these two only satisfy the columns.
      number: 0,
      previous_hash: Buffer.alloc(0),
      hash: Buffer.alloc(0),
    })
    .execute();
}
