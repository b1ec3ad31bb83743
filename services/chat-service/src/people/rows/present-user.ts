import type { SessionUser, User } from "@chorus/contracts/entities/people";
import { toTimestamp } from "@chorus/kernel/clock";
import type { UserRow } from "./queries.ts";

export function presentSessionUser(row: UserRow): SessionUser {
  return { id: row.id, name: row.name, email: row.email, role: row.role, avatar: row.avatar, tenantId: row.tenant_id };
}

export function presentUser(row: UserRow): User {
  return {
    ...presentSessionUser(row),
    skills: row.skills,
    capacity: row.capacity,
    disabled: row.disabled_at !== null,
    createdAt: toTimestamp(row.created_at),
  };
}
