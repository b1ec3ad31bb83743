import type { User } from "@chorus/contracts/entities/people";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import type { ChatContext } from "../context.ts";
import { requirePerson, type Principal } from "../identity/principal.ts";
import { presentUser } from "./rows/present-user.ts";
import { lockUser } from "./rows/queries.ts";

/** Changes one's own name; the same name, or none, changes nothing. */
export async function changeOwnName(
  context: ChatContext,
  principal: Principal,
  input: { name: string | undefined; requestId: string },
): Promise<User> {
  requirePerson(principal);
  const { tenantId, userId } = principal;
  const { name, requestId } = input;
  const row = await context.database.withTenant(tenantId, async (tx) => {
    const current = await lockUser(tx, userId);
    if (name === undefined || name === current.name) return current;
    await tx.updateTable("users").set({ name }).where("id", "=", userId).execute();
    await writeAudit(tx, {
      tenantId,
      actor: auditActor(principal),
      action: "user.update",
      target: { type: "user", id: userId },
      detail: { fields: ["name"] },
      requestId,
    });
    return { ...current, name };
  });
  return presentUser(row);
}
