import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { AuditAction } from "@chorus/contracts/entities/audit-action";
import type { Category } from "@chorus/contracts/entities/catalogue";
import type { createCategory, patchCategory } from "@chorus/contracts/routes/catalogue";
import type { RouteBody } from "@chorus/contracts/routes/define-route";
import type { TenantTx } from "@chorus/database/database";
import type { CategoriesTable } from "@chorus/database/tables/commerce";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { sql, type Selectable } from "kysely";
import { changedMeanwhile } from "../changed-meanwhile.ts";
import type { CommerceContext } from "../context.ts";
import { withFreeSlug, withSlug } from "./free-slug.ts";

/** Lists are not paged: a tree is only whole with all of them. */
const MAX_CATEGORIES = 1_000;

/** All of them, those of one parent in their order. */
export async function readCategories(context: CommerceContext, caller: AccessClaims): Promise<Category[]> {
  requirePermission(caller, "catalog.read");
  const rows = await context.database.readTenant(caller.tenantId, (tx) =>
    tx.selectFrom("commerce.categories").selectAll().orderBy("position").orderBy("name").orderBy("id").execute(),
  );
  return rows.map(presentCategory);
}

/** @throws AppError `not_found` for an unknown parent, `already_exists` for a slug that is taken, `conflict` for too many */
export async function addCategory(
  context: CommerceContext,
  caller: AccessClaims,
  input: RouteBody<typeof createCategory>,
  requestId: string,
): Promise<Category> {
  requirePermission(caller, "catalog.manage");
  const { name, parentId = null, position = 0 } = input;
  const { tenantId } = caller;
  const id = context.ids.next();
  const change = { action: "category.create", categoryId: id, requestId } as const;
  return withSlug("category", { given: input.slug, name, id }, (slugIn) =>
    changeTree(context, caller, change, async (tx) => {
      const { count } = await tx
        .selectFrom("commerce.categories")
        .select((is) => is.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      if (count >= MAX_CATEGORIES)
        throw new AppError("conflict", { detail: `A shop has at most ${MAX_CATEGORIES} categories.` });
      if (parentId !== null) await requireCategory(tx, parentId);
      return tx
        .insertInto("commerce.categories")
        .values({ tenant_id: tenantId, id, parent_id: parentId, name, slug: await slugIn(tx), position })
        .returningAll()
        .executeTakeFirstOrThrow();
    }),
  );
}

/** @throws AppError `not_found`, `conflict` for another version or a move below itself, `already_exists` */
export async function changeCategory(
  context: CommerceContext,
  caller: AccessClaims,
  input: RouteBody<typeof patchCategory> & { categoryId: string },
  requestId: string,
): Promise<Category> {
  requirePermission(caller, "catalog.manage");
  const { categoryId, ifVersion, name, slug, parentId, position } = input;
  const change = { action: "category.update", categoryId, requestId } as const;
  return withFreeSlug("category", () =>
    changeTree(context, caller, change, async (tx) => {
      const before = await requireCategory(tx, categoryId);
      if (before.version !== ifVersion) throw changedMeanwhile();
      if (typeof parentId === "string") await requireNotBelow(tx, categoryId, parentId);
      return tx
        .updateTable("commerce.categories")
        .set({
          ...(name === undefined ? {} : { name }),
          ...(slug === undefined ? {} : { slug }),
          ...(parentId === undefined ? {} : { parent_id: parentId }),
          ...(position === undefined ? {} : { position }),
          version: before.version + 1,
        })
        .where("id", "=", categoryId)
        .returningAll()
        .executeTakeFirstOrThrow();
    }),
  );
}

/** Its products stay. @throws AppError `not_found`, `conflict` while there are categories below it */
export async function removeCategory(
  context: CommerceContext,
  caller: AccessClaims,
  categoryId: string,
  requestId: string,
): Promise<void> {
  requirePermission(caller, "catalog.manage");
  await changeTree(context, caller, { action: "category.delete", categoryId, requestId }, async (tx) => {
    const category = await requireCategory(tx, categoryId);
    // From here on nobody puts another product into it.
    await tx.selectFrom("commerce.categories").select("id").where("id", "=", categoryId).forUpdate().execute();
    const below = await tx
      .selectFrom("commerce.categories")
      .select("id")
      .where("parent_id", "=", categoryId)
      .limit(1)
      .executeTakeFirst();
    if (below)
      throw new AppError("conflict", { detail: "There are categories below this one: move or remove them first." });
    await tx.deleteFrom("commerce.product_categories").where("category_id", "=", categoryId).execute();
    await tx.deleteFrom("commerce.categories").where("id", "=", categoryId).execute();
    return category;
  });
}

type CategoryRow = Selectable<CategoriesTable>;

/** Changes of a tree are made one after the other: two moves at once could make a circle that neither sees. */
async function changeTree(
  context: CommerceContext,
  caller: AccessClaims,
  { action, categoryId, requestId }: { action: AuditAction; categoryId: string; requestId: string },
  change: (tx: TenantTx) => Promise<CategoryRow>,
): Promise<Category> {
  const { tenantId } = caller;
  return context.database.withTenant(tenantId, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`categories ${tenantId}`}, 0))`.execute(tx);
    const row = await change(tx);
    await writeAudit(tx, {
      ...{ tenantId, actor: auditActor(caller), action, target: { type: "category", id: categoryId } },
      requestId,
    });
    return presentCategory(row);
  });
}

async function requireCategory(tx: TenantTx, categoryId: string): Promise<CategoryRow> {
  const row = await tx.selectFrom("commerce.categories").selectAll().where("id", "=", categoryId).executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

async function requireNotBelow(tx: TenantTx, categoryId: string, parentId: string): Promise<void> {
  await requireCategory(tx, parentId);
  const { rows } = await sql<{ id: string }>`
    with recursive above as (
      select id, parent_id from commerce.categories where id = ${parentId}
      union select c.id, c.parent_id from commerce.categories c join above a on c.id = a.parent_id
    )
    select id from above where id = ${categoryId}`.execute(tx);
  if (rows.length > 0) throw new AppError("conflict", { detail: "A category cannot be moved below itself." });
}

function presentCategory(row: CategoryRow): Category {
  const { id, parent_id: parentId, name, slug, position, version } = row;
  return { id, parentId, name, slug, position, version };
}
