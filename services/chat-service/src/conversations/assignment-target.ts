import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { findUser } from "../people/queries.ts";

/** Who shall have a conversation: an agent, a team's queue, or nobody. */
export interface AssignmentTarget {
  agentId: string | null;
  teamId: string | null;
}

/** @throws AppError `invalid` that names the field, for somebody who cannot take it */
export async function requireTarget(tx: TenantTx, { agentId, teamId }: AssignmentTarget): Promise<void> {
  if (agentId !== null) {
    const agent = await findUser(tx, agentId);
    if (!agent || agent.disabled_at !== null || agent.role === "viewer")
      throw unknown("agentId", "nobody here who can take it");
  }
  if (teamId !== null) {
    const team = await tx.selectFrom("teams").select("id").where("id", "=", teamId).executeTakeFirst();
    if (!team) throw unknown("teamId", "no such team");
  }
}

/** What a conversation becomes with this target. */
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
