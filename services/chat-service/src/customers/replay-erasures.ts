import { z } from "zod";
import { eraseAgain } from "./erase-customer.ts";

/** A line of the erasure log that is kept beside the backups. Without evidence, that a tenant was deleted is an old log's conclusion. */
const Line = z.object({
  tenantId: z.uuid(),
  customerId: z.uuid().nullable(),
  evidence: z.literal("deleted_tenants").optional(),
});

/** Customers who were erased again; ids of tenants that were deleted again, and of those that a line without evidence would delete. */
export interface Replayed {
  erased: number;
  deleted: string[];
  left: string[];
  gone: number;
}

/**
 * Who is gone already is counted and left alone, so that a replay that broke off can be repeated. A tenant is deleted only when its
 * deletion was written down as one.
 * @param deleteTenant of one that was deleted as a whole
 */
export async function replayErasures(
  context: Parameters<typeof eraseAgain>[0],
  lines: AsyncIterable<string>,
  deleteTenant: (tenantId: string, requestId: string) => Promise<void>,
): Promise<Replayed> {
  // In the audit log all of a replay is one request.
  const requestId = context.ids.next();
  const replayed: Replayed = { erased: 0, deleted: [], left: [], gone: 0 };
  const unproven = new Set<string>();
  for await (const text of lines) {
    if (text.trim() === "") continue;
    const { tenantId, customerId, evidence } = Line.parse(JSON.parse(text));
    if (!(await isThere(context, tenantId, customerId))) replayed.gone += 1;
    else if (customerId !== null) {
      await eraseAgain(context, { tenantId, customerId, requestId });
      replayed.erased += 1;
    } else if (evidence === undefined) unproven.add(tenantId);
    else {
      await deleteTenant(tenantId, requestId);
      replayed.deleted.push(tenantId);
    }
  }
  // Another line may have had the evidence.
  replayed.left = [...unproven].filter((id) => !replayed.deleted.includes(id));
  return replayed;
}

/** For whoever restores: which tenants it has deleted, and which it has not, to be looked at. */
export function formatReplayed({ erased, deleted, left, gone }: Replayed): string {
  const lines = [`${erased} erased again, ${deleted.length} tenants deleted again, ${gone} were gone already`];
  if (deleted.length > 0) lines.push(`tenants deleted again: ${deleted.join(", ")}`);
  if (left.length > 0)
    lines.push(
      `not deleted, because an older log only missed them and holds no record of their deletion: ${left.join(", ")}`,
      "Whichever of them you had deleted, delete again: DELETE /api/v1/tenants/{tenantId}.",
    );
  return `${lines.join("\n")}\n`;
}

async function isThere(
  { database }: Parameters<typeof eraseAgain>[0],
  tenantId: string,
  customerId: string | null,
): Promise<boolean> {
  return database.readTenant(tenantId, async (tx) => {
    const row =
      customerId === null
        ? await tx.selectFrom("tenants").select("tenant_id").executeTakeFirst()
        : await tx
            .selectFrom("customers")
            .select("id")
            .where("id", "=", customerId)
            .where("erased_at", "is", null)
            .executeTakeFirst();
    return row !== undefined;
  });
}
