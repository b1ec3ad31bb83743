import type { User } from "@chorus/contracts/entities/people";
import { notFound } from "@chorus/kernel/app-error";
import { requirePermission, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { presentUser } from "./rows/present-user.ts";
import { findUser } from "./rows/queries.ts";

/** @throws AppError `not_found` */
export async function getUser(context: ChatContext, principal: Principal, userId: string): Promise<User> {
  requirePermission(principal, "people.read");
  const row = await context.database.readTenant(principal.tenantId, (tx) => findUser(tx, userId));
  if (!row) throw notFound();
  return presentUser(row);
}
