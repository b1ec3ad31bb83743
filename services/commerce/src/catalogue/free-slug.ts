import { type TenantTx, violates } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import { slugOf } from "./words.ts";

/** What has a slug, and the unique key that keeps it from others. */
const SLUGS = {
  product: { table: "commerce.products", key: "products_slug" },
  category: { table: "commerce.categories", key: "categories_slug" },
} as const;
type Named = keyof typeof SLUGS;

/** That of its name; with the end of its id when another one has that. */
export async function freeSlug(tx: TenantTx, what: Named, { name, id }: { name: string; id: string }): Promise<string> {
  const slug = slugOf(name);
  const { rows } = await sql`select from ${sql.table(SLUGS[what].table)} where slug = ${slug}`.execute(tx);
  return rows.length > 0 ? `${slug}-${id.slice(-8)}` : slug;
}

/** @throws AppError `already_exists` when `work` fails because another one has the slug */
export async function withFreeSlug<Result>(what: Named, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!violates(error, SLUGS[what].key)) throw error;
    const message = `Another ${what} has this slug.`;
    throw new AppError("already_exists", { detail: message, errors: [{ path: "slug", message }], cause: error });
  }
}
