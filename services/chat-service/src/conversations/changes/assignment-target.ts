import type { TenantTx } from "@chorus/database/database";
import { reachOf } from "@chorus/contracts/permissions";
import { AppError } from "@chorus/kernel/app-error";
import { holdUser, type UserRow } from "../../people/rows/queries.ts";

/** The new assignee of a conversation: an agent, a team's queue, or nobody. */
export interface AssignmentTarget {
  agentId: string | null;
  teamId: string | null;
}

/** Whether this person may be assigned conversations. */
export function mayTake(user: Pick<UserRow, "disabled_at" | "role">): boolean {
  return user.disabled_at === null && reachOf(user.role, "conversation.work") !== null;
}

/** @throws AppError `invalid` that names the field, for somebody who cannot take it */
export async function requireTarget(tx: TenantTx, { agentId, teamId }: AssignmentTarget): Promise<void> {
  if (agentId !== null) {
    const agent = await holdUser(tx, agentId);
    if (!agent || !mayTake(agent)) throw unknown("agentId", "nobody here who can take it");
  }
  if (teamId !== null) {
    const team = await tx.selectFrom("teams").select("id").where("id", "=", teamId).executeTakeFirst();
    if (!team) throw unknown("teamId", "no such team");
  }
}

/** @throws AppError `forbidden` for somebody whose right to take conversations has just ended */
export async function requireTaker(tx: TenantTx, userId: string): Promise<void> {
  const person = await holdUser(tx, userId);
  if (!person || !mayTake(person))
    throw new AppError("forbidden", { detail: "You cannot take conversations any more." });
}

/** The changes that assigning to this target makes. */
export function changeTo({ agentId, teamId }: AssignmentTarget) {
  return agentId === null
    ? ({
        change: { status: "queued", assignee_id: null, team_id: teamId, snoozed_until: null },
        queue: "enter",
      } as const)
    : ({
        change: { status: "open", assignee_id: agentId, team_id: teamId, snoozed_until: null },
        queue: "leave",
      } as const);
}

function unknown(path: string, message: string): AppError {
  return new AppError("invalid", { detail: `${path}: ${message}`, errors: [{ path, message }] });
}
