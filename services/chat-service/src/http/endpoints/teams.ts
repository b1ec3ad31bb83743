import * as routes from "@chorus/contracts/routes/teams";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import type { ChatContext } from "../../context.ts";
import { principalOf, type Caller } from "../caller.ts";
import { deleteTeam } from "../../teams/delete-team.ts";
import { listTeams } from "../../teams/list-teams.ts";
import { saveTeam } from "../../teams/save-team.ts";

export function teamEndpoints(context: ChatContext): Endpoint<Caller>[] {
  return [
    endpoint(routes.listTeams, async (input) => {
      const { limit, cursor } = input.query;
      return reply(200, await listTeams(context, principalOf(input), { limit, cursor }));
    }),
    endpoint(routes.createTeam, async (input) =>
      reply(201, await saveTeam(context, principalOf(input), { ...input.body, requestId: input.requestId })),
    ),
    endpoint(routes.patchTeam, async (input) =>
      reply(
        200,
        await saveTeam(context, principalOf(input), { ...input.params, ...input.body, requestId: input.requestId }),
      ),
    ),
    endpoint(routes.deleteTeam, async (input) => {
      await deleteTeam(context, principalOf(input), { ...input.params, requestId: input.requestId });
      return reply(204);
    }),
  ];
}
