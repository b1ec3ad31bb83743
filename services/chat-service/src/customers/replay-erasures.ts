import { z } from "zod";
import { eraseAgain } from "./erase-customer.ts";

/** A line of the erasure log that is kept beside the backups. */
const Line = z.object({ tenantId: z.uuid(), customerId: z.uuid().nullable() });

/** Who is gone already is counted and left alone, so that a replay that broke off can be repeated. @param deleteTenant of one that was deleted as a whole */
export async function replayErasures(
  context: Parameters<typeof eraseAgain>[0],
  lines: AsyncIterable<string>,
  deleteTenant: (tenantId: string, requestId: string) => Promise<void>,
): Promise<{ erased: number; deleted: number; gone: number }> {
  // In the audit log all of a replay is one request.
  const requestId = context.ids.next();
  const counts = { erased: 0, deleted: 0, gone: 0 };
  for await (const text of lines) {
    if (text.trim() === "") continue;
    const { tenantId, customerId } = Line.parse(JSON.parse(text));
    if (!(await isThere(context, tenantId, customerId))) counts.gone += 1;
    else if (customerId === null) {
      await deleteTenant(tenantId, requestId);
      counts.deleted += 1;
    } else {
      await eraseAgain(context, { tenantId, customerId, requestId });
      counts.erased += 1;
    }
  }
  return counts;
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
