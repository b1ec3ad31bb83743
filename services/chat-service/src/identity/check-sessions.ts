import type { CheckedSession, SessionStates } from "@chorus/auth/session-check";
import type { Database } from "@chorus/database/database";

/** Which of a tenant's sessions have ended; asked by every authenticator and by the gateways' sweep. */
export async function checkSessions(
  database: Database,
  tenantId: string,
  held: readonly Omit<CheckedSession, "tenantId">[],
): Promise<SessionStates> {
  const [devices, desk] = [
    held.filter((session) => session.role === "customer"),
    held.filter((session) => session.role !== "customer"),
  ];
  return database.readTenant(tenantId, async (tx) => {
    const tenant = await tx.selectFrom("tenants").select("status").executeTakeFirst();
    if (tenant?.status !== "active")
      return { endedSessionIds: held.map((session) => session.sessionId), tenantActive: false };
    const alive = new Set<string>();
    if (desk.length > 0) {
      const rows = await tx
        .selectFrom("sessions as s")
        .innerJoin("users as u", (join) =>
          join.onRef("u.tenant_id", "=", "s.tenant_id").onRef("u.id", "=", "s.user_id"),
        )
        .select(["s.id", "s.user_id", "u.role"])
        .where(
          "s.id",
          "in",
          desk.map((session) => session.sessionId),
        )
        .where("s.revoked_at", "is", null)
        .where("u.disabled_at", "is", null)
        .execute();
      for (const row of rows) alive.add(`${row.id} ${row.user_id} ${row.role}`);
    }
    if (devices.length > 0) {
      const rows = await tx
        .selectFrom("devices as d")
        .innerJoin("customers as c", (join) =>
          join.onRef("c.tenant_id", "=", "d.tenant_id").onRef("c.id", "=", "d.customer_id"),
        )
        .select(["d.id", "d.customer_id"])
        .where(
          "d.id",
          "in",
          devices.map((session) => session.sessionId),
        )
        .where("d.revoked_at", "is", null)
        .where("c.banned_at", "is", null)
        .where("c.erased_at", "is", null)
        .execute();
      for (const row of rows) alive.add(`${row.id} ${row.customer_id} customer`);
    }
    const ended = held.filter((session) => !alive.has(`${session.sessionId} ${session.userId} ${session.role}`));
    return { endedSessionIds: ended.map((session) => session.sessionId), tenantActive: true };
  });
}
