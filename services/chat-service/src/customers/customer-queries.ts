import type { Customer } from "@chorus/contracts/entities/people";
import type { TenantTx } from "@chorus/database/database";
import type { CustomersTable } from "@chorus/database/tables";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { toTimestamp } from "@chorus/kernel/clock";
import { sql, type Selectable } from "kysely";
import { reachOfPrincipal, type Principal } from "../identity/principal.ts";

export type CustomerRow = Selectable<CustomersTable>;

export function findCustomer(tx: TenantTx, customerId: string): Promise<CustomerRow | undefined> {
  return tx.selectFrom("customers").selectAll().where("id", "=", customerId).executeTakeFirst();
}

/** Locks the row until the transaction ends. @throws AppError `not_found`; `conflict` for an erased one, of whom nothing is stored any more */
export async function lockCustomer(tx: TenantTx, customerId: string): Promise<CustomerRow> {
  const row = await tx
    .selectFrom("customers")
    .selectAll()
    .where("id", "=", customerId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw notFound();
  if (row.erased_at !== null) throw new AppError("conflict", { detail: "This customer was erased." });
  return row;
}

/** User agent and time zone of the browser that they used last. */
export async function findLastDevice(
  tx: TenantTx,
  customerId: string,
): Promise<{ userAgent: string | null; timeZone: string | null }> {
  const device = await tx
    .selectFrom("devices")
    .select(["user_agent", "time_zone"])
    .where("customer_id", "=", customerId)
    .orderBy("last_seen_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return { userAgent: device?.user_agent ?? null, timeZone: device?.time_zone ?? null };
}

/** Newest first: ids are ordered by their time. */
export function selectCustomers(
  tx: TenantTx,
  page: { limit: number; before: string | undefined },
): Promise<CustomerRow[]> {
  const { before } = page;
  let query = tx
    .selectFrom("customers")
    .selectAll()
    .where("erased_at", "is", null)
    .orderBy("id", "desc")
    .limit(page.limit);
  if (before !== undefined) query = query.where("id", "<", before);
  return query.execute();
}

/** Customers by the beginnings of their words or their number, last seen first. */
export async function searchCustomers(tx: TenantTx, text: string, limit: number): Promise<CustomerRow[]> {
  const { rows } = await sql<CustomerRow>`
    select c.* from find_customers(${text}, ${limit}) with ordinality found(id, place)
    join customers c on c.id = found.id order by found.place`.execute(tx);
  return rows;
}

export function presentCustomer(row: CustomerRow): Customer {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    locale: row.locale,
    verified: row.verified,
    emailVerified: row.email !== null && row.email_verified,
    banned: row.banned_at !== null,
    lastSeenAt: row.last_seen_at && toTimestamp(row.last_seen_at),
    createdAt: toTimestamp(row.created_at),
  };
}

/** Without the fields that the caller has no scope to read: a write-only API key gets no names and addresses. */
export function presentCustomerTo(principal: Principal, row: CustomerRow): Customer {
  const shown = presentCustomer(row);
  if (reachOfPrincipal(principal, "conversation.read") !== null) return shown;
  return { ...shown, name: "", email: null, emailVerified: false, phone: null, locale: null, lastSeenAt: null };
}
