import type { TenantTx } from "@chorus/database/database";
import { notFound } from "@chorus/kernel/app-error";
import type { UsersTable } from "@chorus/database/tables";
import type { UserRole } from "@chorus/contracts/permissions";
import type { Selectable } from "kysely";

export type UserRow = Selectable<UsersTable>;

export function findUserByEmail(tx: TenantTx, email: string): Promise<UserRow | undefined> {
  return tx.selectFrom("users").selectAll().where("email", "=", email).executeTakeFirst();
}

export function findUser(tx: TenantTx, userId: string): Promise<UserRow | undefined> {
  return tx.selectFrom("users").selectAll().where("id", "=", userId).executeTakeFirst();
}

/**
 * The person as they are until the transaction ends: whoever takes a right away from them waits, and takes with it what was
 * written on the strength of it. Locked after conversations, never before.
 */
export function holdUser(tx: TenantTx, userId: string): Promise<UserRow | undefined> {
  return tx.selectFrom("users").selectAll().where("id", "=", userId).forShare().executeTakeFirst();
}

/** Locks the row until the transaction ends. @throws AppError `not_found` */
export async function lockUser(tx: TenantTx, userId: string): Promise<UserRow> {
  const row = await tx.selectFrom("users").selectAll().where("id", "=", userId).forNoKeyUpdate().executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

export interface NewUser {
  tenantId: string;
  id: string;
  name: string;
  email: string;
  role: UserRole;
  passwordHash: string | null;
  skills: string[];
  capacity: number;
}

export function insertUser(tx: TenantTx, user: NewUser): Promise<UserRow> {
  return tx
    .insertInto("users")
    .values({
      tenant_id: user.tenantId,
      id: user.id,
      name: user.name,
      email: user.email,
      role: user.role,
      password_hash: user.passwordHash,
      skills: user.skills,
      capacity: user.capacity,
      avatar: null,
      disabled_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** By name, then id: a page after the given position. */
export function selectUsers(
  tx: TenantTx,
  page: { limit: number; after: { name: string; id: string } | undefined },
): Promise<UserRow[]> {
  let query = tx.selectFrom("users").selectAll().orderBy("name").orderBy("id").limit(page.limit);
  const { after } = page;
  if (after)
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple("name", "id"), ">", tuple(after.name, after.id)));
  return query.execute();
}
