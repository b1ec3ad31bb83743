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

/**
 * Runs `work` with a slug for something new: the one that is given, else that of its name, with the end of its id when another one has
 * that. One that takes it at the same time is seen by its key alone, so `work` is run once more then.
 * @throws AppError `already_exists` when another one has the slug that is given
 */
export async function withSlug<Result>(
  what: Named,
  { given, name, id }: { given: string | undefined; name: string; id: string },
  work: (slugIn: (tx: TenantTx) => Promise<string>) => Promise<Result>,
): Promise<Result> {
  if (given !== undefined) return withFreeSlug(what, () => work(() => Promise.resolve(given)));
  const slug = slugOf(name);
  const longer = `${slug}-${id.slice(-8)}`;
  try {
    return await work(async (tx) => ((await isTaken(tx, what, slug)) ? longer : slug));
  } catch (error) {
    if (!violates(error, SLUGS[what].key)) throw error;
    return withFreeSlug(what, () => work(() => Promise.resolve(longer)));
  }
}

async function isTaken(tx: TenantTx, what: Named, slug: string): Promise<boolean> {
  const { rows } = await sql`select from ${sql.table(SLUGS[what].table)} where slug = ${slug}`.execute(tx);
  return rows.length > 0;
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
