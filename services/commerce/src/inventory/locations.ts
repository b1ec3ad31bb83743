import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { RouteBody } from "@chorus/contracts/routes/define-route";
import type { createLocation, Location, patchLocation } from "@chorus/contracts/routes/stock";
import { violates } from "@chorus/database/database";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import type { CommerceContext } from "../context.ts";

/** The list is not paged, and an order's units are looked for in all of them. */
const MAX_LOCATIONS = 100;

/** In the order in which orders are taken from them. */
export async function readLocations(context: CommerceContext, caller: AccessClaims): Promise<Location[]> {
  requirePermission(caller, "stock.read");
  return context.database.readTenant(caller.tenantId, (tx) =>
    tx.selectFrom("commerce.locations").select(["id", "name", "code", "rank"]).orderBy("rank").orderBy("id").execute(),
  );
}

/** @throws AppError `already_exists` for a code that is taken, `conflict` for too many */
export async function addLocation(
  context: CommerceContext,
  caller: AccessClaims,
  { name, code, rank = 0 }: RouteBody<typeof createLocation>,
  requestId: string,
): Promise<Location> {
  requirePermission(caller, "stock.manage");
  const { tenantId } = caller;
  const id = context.ids.next();
  return withFreeCode(() =>
    context.database.withTenant(tenantId, async (tx) => {
      // One after the other, so that each counts those before it.
      await sql`select pg_advisory_xact_lock(hashtextextended(${`locations ${tenantId}`}, 0))`.execute(tx);
      const { count } = await tx
        .selectFrom("commerce.locations")
        .select((is) => is.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      if (count >= MAX_LOCATIONS)
        throw new AppError("conflict", { detail: `A shop has at most ${MAX_LOCATIONS} locations.` });
      await tx.insertInto("commerce.locations").values({ tenant_id: tenantId, id, name, code, rank }).execute();
      await writeAudit(tx, {
        ...{ tenantId, actor: auditActor(caller), action: "location.create", target: { type: "location", id } },
        requestId,
      });
      return { id, name, code, rank };
    }),
  );
}

/** Changes the given fields. @throws AppError `not_found`, `already_exists` for a code that is taken */
export async function changeLocation(
  context: CommerceContext,
  caller: AccessClaims,
  { locationId, name, code, rank }: RouteBody<typeof patchLocation> & { locationId: string },
  requestId: string,
): Promise<Location> {
  requirePermission(caller, "stock.manage");
  const { tenantId } = caller;
  return withFreeCode(() =>
    context.database.withTenant(tenantId, async (tx) => {
      const given = Object.entries({ name, code, rank }).filter(([, value]) => value !== undefined);
      const location = await tx
        .updateTable("commerce.locations")
        // At least one field, as SQL needs one.
        .set({ id: locationId, ...Object.fromEntries(given) })
        .where("id", "=", locationId)
        .returning(["id", "name", "code", "rank"])
        .executeTakeFirst();
      if (!location) throw notFound();
      await writeAudit(tx, {
        ...{ tenantId, actor: auditActor(caller), action: "location.update" },
        ...{ target: { type: "location", id: locationId }, detail: { fields: given.map(([field]) => field) } },
        requestId,
      });
      return location;
    }),
  );
}

async function withFreeCode<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!violates(error, "locations_code")) throw error;
    const message = "Another location has this code.";
    throw new AppError("already_exists", { detail: message, errors: [{ path: "code", message }], cause: error });
  }
}
