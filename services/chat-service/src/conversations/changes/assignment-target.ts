import type { TenantTx } from "@chorus/database/database";
import { reachOf } from "@chorus/contracts/permissions";
import { AppError } from "@chorus/kernel/app-error";
import type { UserRow } from "../../people/rows/queries.ts";

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
    // A concurrent disabling of this person either commits first and is seen here, or requeues this conversation afterwards.
    const agent = await tx.selectFrom("users").selectAll().where("id", "=", agentId).forKeyShare().executeTakeFirst();
    if (!agent || !mayTake(agent)) throw unknown("agentId", "nobody here who can take it");
  }
  if (teamId !== null) {
    const team = await tx.selectFrom("teams").select("id").where("id", "=", teamId).executeTakeFirst();
    if (!team) throw unknown("teamId", "no such team");
  }
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
