import type { Team } from "@chorus/contracts/entities/people";
import type { TenantTx } from "@chorus/database/database";
import { toTimestamp } from "@chorus/kernel/clock";
import { AppError } from "@chorus/kernel/app-error";
import { sql } from "kysely";

function teamsWithMembers(tx: TenantTx) {
  return tx
    .selectFrom("teams as t")
    .select(["t.id", "t.name", "t.created_at"])
    .select(
      sql<string[]>`coalesce((
        select array_agg(m.user_id::text order by m.user_id) from team_members m
        where m.tenant_id = t.tenant_id and m.team_id = t.id), '{}')`.as("member_ids"),
    );
}
export type TeamRow = Awaited<ReturnType<ReturnType<typeof teamsWithMembers>["execute"]>>[number];

export function findTeam(tx: TenantTx, teamId: string): Promise<TeamRow | undefined> {
  return teamsWithMembers(tx).where("t.id", "=", teamId).executeTakeFirst();
}

/** By name, then id. */
export function selectTeams(
  tx: TenantTx,
  page: { limit: number; after: { name: string; id: string } | undefined },
): Promise<TeamRow[]> {
  const { after } = page;
  let query = teamsWithMembers(tx).orderBy("t.name").orderBy("t.id").limit(page.limit);
  if (after)
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple("t.name", "t.id"), ">", tuple(after.name, after.id)));
  return query.execute();
}

/** @throws AppError `invalid` when one of them is not of this tenant */
export async function replaceMembers(
  tx: TenantTx,
  tenantId: string,
  teamId: string,
  memberIds: readonly string[],
): Promise<void> {
  const ids = [...new Set(memberIds)];
  const known = ids.length === 0 ? [] : await tx.selectFrom("users").select("id").where("id", "in", ids).execute();
  if (known.length < ids.length) {
    throw new AppError("invalid", {
      detail: "memberIds: some of them are not people of this company",
      errors: [{ path: "memberIds", message: "some of them are not people of this company" }],
    });
  }
  await tx.deleteFrom("team_members").where("team_id", "=", teamId).execute();
  if (ids.length === 0) return;
  await tx
    .insertInto("team_members")
    .values(ids.map((userId) => ({ tenant_id: tenantId, team_id: teamId, user_id: userId })))
    .execute();
}

export function presentTeam(row: TeamRow): Team {
  return { id: row.id, name: row.name, memberIds: row.member_ids, createdAt: toTimestamp(row.created_at) };
}
