import type { Team } from "@chorus/contracts/entities/people";
import { OrderedText } from "@chorus/contracts/primitives";
import { z } from "zod";
import { requirePermission, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { decodeCursor, pageOf, type Page } from "@chorus/http/keyset";
import { presentTeam, selectTeams } from "./team-queries.ts";

const Position = z.object({ name: OrderedText, id: z.uuid() });

/** The tenant's teams, by name. */
export async function listTeams(
  context: ChatContext,
  principal: Principal,
  input: { limit: number; cursor: string | undefined },
): Promise<Page<Team>> {
  requirePermission(principal, "people.read");
  const after = decodeCursor(Position, input.cursor);
  const rows = await context.database.readTenant(principal.tenantId, (tx) =>
    selectTeams(tx, { limit: input.limit + 1, after }),
  );
  return pageOf(rows, input.limit, presentTeam, ({ name, id }) => ({ name, id }));
}
