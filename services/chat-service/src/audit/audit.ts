export { type AuditEntry, auditActor, writeAudit } from "@chorus/database/write-audit";
