import { z } from "zod";
import { Team } from "../entities/people.ts";
import { Uuid } from "../ids.ts";
import { DisplayName, PageQuery, pageOf } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "chat-service";
const params = z.object({ teamId: Uuid });
const memberIds = z.array(Uuid).max(500);

export const listTeams = defineRoute({
  id: "teams.list",
  service,
  method: "GET",
  path: "/api/v1/teams",
  summary: "The tenant's teams, by name",
  access: "user",
  permission: "people.read",
  query: PageQuery,
  responses: { 200: pageOf(Team) },
});

export const createTeam = defineRoute({
  id: "teams.create",
  service,
  idempotent: true,
  method: "POST",
  path: "/api/v1/teams",
  summary: "A team with a queue of its own",
  access: "user",
  permission: "people.manage",
  body: z.strictObject({ name: DisplayName, memberIds: memberIds.default([]) }),
  responses: { 201: Team },
  errors: ["already_exists"],
});

export const patchTeam = defineRoute({
  id: "teams.patch",
  service,
  method: "PATCH",
  path: "/api/v1/teams/{teamId}",
  summary: "Rename a team, or say who is in it",
  access: "user",
  permission: "people.manage",
  params,
  body: z.strictObject({ name: DisplayName.optional(), memberIds: memberIds.optional() }),
  responses: { 200: Team },
  errors: ["already_exists"],
});

export const deleteTeam = defineRoute({
  id: "teams.delete",
  service,
  method: "DELETE",
  path: "/api/v1/teams/{teamId}",
  summary: "Dissolve a team; its conversations stay, without a team",
  access: "user",
  permission: "people.manage",
  params,
  responses: { 204: null },
});
