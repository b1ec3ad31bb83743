import type { Database, TenantTx } from "@chorus/database/database";
import type { TenantsTable } from "@chorus/database/tables";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { sql, type Selectable } from "kysely";

export type TenantRow = Selectable<TenantsTable>;

interface TenantRef {
  tenantId: string;
  status: "active" | "suspended";
}

async function first(
  database: Database,
  query: ReturnType<typeof sql<{ tenant_id: string; status: TenantRef["status"] }>>,
): Promise<TenantRef | undefined> {
  const { rows } = await database.withSystem((tx) => query.execute(tx));
  return rows[0] && { tenantId: rows[0].tenant_id, status: rows[0].status };
}

export function findTenantBySlug(database: Database, slug: string): Promise<TenantRef | undefined> {
  return first(database, sql`select * from find_tenant_by_slug(${slug})`);
}

export function findTenantByWidgetKey(database: Database, key: string): Promise<TenantRef | undefined> {
  return first(database, sql`select * from find_tenant_by_widget_key(${key})`);
}

/** The tenant of the transaction. @throws AppError `not_found` for one that was deleted meanwhile */
export function findTenant(tx: TenantTx): Promise<TenantRow> {
  return tx
    .selectFrom("tenants")
    .selectAll()
    .executeTakeFirstOrThrow(() => notFound());
}

/** @throws AppError `not_found` */
export async function findTenantStatus(tx: TenantTx): Promise<TenantRef["status"]> {
  return (
    await tx
      .selectFrom("tenants")
      .select("status")
      .executeTakeFirstOrThrow(() => notFound())
  ).status;
}

/** @throws AppError `not_found` for an id that is no tenant's */
export async function requireTenant({ readTenant }: Pick<Database, "readTenant">, tenantId: string): Promise<void> {
  const tenant = await readTenant(tenantId, (tx) => tx.selectFrom("tenants").select("tenant_id").executeTakeFirst());
  if (!tenant) throw notFound();
}

/** Keeps the row, so that the tenant is not deleted before what is written for it. @throws AppError `not_found` */
export async function lockTenant(tx: TenantTx): Promise<void> {
  const tenant = await tx.selectFrom("tenants").select("tenant_id").forKeyShare().executeTakeFirst();
  if (!tenant) throw notFound();
}

/** @throws AppError `tenant_suspended` */
export function requireActive(tenant: TenantRef): void {
  if (tenant.status !== "active") {
    throw new AppError("tenant_suspended", {
      detail: "This company's account is suspended. Please contact the operator.",
    });
  }
}
