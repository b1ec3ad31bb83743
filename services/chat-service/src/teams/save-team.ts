import type { Team } from "@chorus/contracts/entities/people";
import { violates } from "@chorus/database/database";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { requirePermission, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { findTeam, presentTeam, replaceMembers } from "./team-queries.ts";

export interface SaveTeamInput {
  /** Absent: a new team. */
  teamId?: string;
  name?: string | undefined;
  memberIds?: string[] | undefined;
  requestId: string;
}

/**
 * Creates or changes a team.
 * @throws AppError `already_exists` when the name is taken, `not_found`, `invalid` for unknown members
 */
export async function saveTeam(context: ChatContext, principal: Principal, input: SaveTeamInput): Promise<Team> {
  requirePermission(principal, "people.manage");
  const { tenantId } = principal;
  const teamId = input.teamId ?? context.ids.next();
  try {
    return await context.database.withTenant(tenantId, async (tx) => {
      if (input.teamId === undefined) {
        await tx
          .insertInto("teams")
          .values({ tenant_id: tenantId, id: teamId, name: input.name ?? "" })
          .execute();
      } else if (input.name !== undefined) {
        await tx.updateTable("teams").set({ name: input.name }).where("id", "=", teamId).execute();
      }
      if (!(await findTeam(tx, teamId))) throw notFound();
      if (input.memberIds) await replaceMembers(tx, tenantId, teamId, input.memberIds);
      await writeAudit(tx, {
        tenantId,
        actor: auditActor(principal),
        action: input.teamId === undefined ? "team.create" : "team.update",
        target: { type: "team", id: teamId },
        requestId: input.requestId,
      });
      const row = await findTeam(tx, teamId);
      if (!row) throw notFound();
      return presentTeam(row);
    });
  } catch (error) {
    if (!violates(error, "teams_tenant_id_name_key")) throw error;
    throw new AppError("already_exists", { detail: `There is a team "${input.name}" already.`, cause: error });
  }
}
