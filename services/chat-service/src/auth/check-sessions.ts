import type { Role } from "@chorus/contracts/permissions";
import type { ChatContext } from "../context.ts";

export interface HeldSession {
  userId: string;
  sessionId: string;
  role: Role;
}

/** Which of a tenant's sessions have ended. The gateways' sweep, for revocations whose hint was lost. */
export async function checkSessions(
  context: ChatContext,
  tenantId: string,
  held: readonly HeldSession[],
): Promise<string[]> {
  const [devices, desk] = [
    held.filter((session) => session.role === "customer"),
    held.filter((session) => session.role !== "customer"),
  ];
  return context.database.readTenant(tenantId, async (tx) => {
    const tenant = await tx.selectFrom("tenants").select("status").executeTakeFirst();
    if (tenant?.status !== "active") return held.map((session) => session.sessionId);
    const alive = new Set<string>();
    if (desk.length > 0) {
      const rows = await tx
        .selectFrom("sessions as s")
        .innerJoin("users as u", (join) =>
          join.onRef("u.tenant_id", "=", "s.tenant_id").onRef("u.id", "=", "s.user_id"),
        )
        .select(["s.id", "u.role"])
        .where(
          "s.id",
          "in",
          desk.map((session) => session.sessionId),
        )
        .where("s.revoked_at", "is", null)
        .where("u.disabled_at", "is", null)
        .execute();
      for (const row of rows) alive.add(`${row.id} ${row.role}`);
    }
    if (devices.length > 0) {
      const rows = await tx
        .selectFrom("devices as d")
        .innerJoin("customers as c", (join) =>
          join.onRef("c.tenant_id", "=", "d.tenant_id").onRef("c.id", "=", "d.customer_id"),
        )
        .select("d.id")
        .where(
          "d.id",
          "in",
          devices.map((session) => session.sessionId),
        )
        .where("d.revoked_at", "is", null)
        .where("c.banned_at", "is", null)
        .where("c.erased_at", "is", null)
        .execute();
      for (const row of rows) alive.add(`${row.id} customer`);
    }
    return held
      .filter((session) => !alive.has(`${session.sessionId} ${session.role}`))
      .map((session) => session.sessionId);
  });
}
