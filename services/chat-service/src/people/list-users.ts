import type { User } from "@chorus/contracts/entities/people";
import { OrderedText } from "@chorus/contracts/primitives";
import { z } from "zod";
import { requirePermission, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { decodeCursor, pageOf, type Page } from "@chorus/http/keyset";
import { presentUser } from "./rows/present-user.ts";
import { selectUsers } from "./rows/queries.ts";

const Position = z.object({ name: OrderedText, id: z.uuid() });

/** The tenant's people, by name. */
export async function listUsers(
  context: ChatContext,
  principal: Principal,
  input: { limit: number; cursor: string | undefined },
): Promise<Page<User>> {
  requirePermission(principal, "people.read");
  const after = decodeCursor(Position, input.cursor);
  const rows = await context.database.readTenant(principal.tenantId, (tx) =>
    selectUsers(tx, { limit: input.limit + 1, after }),
  );
  return pageOf(rows, input.limit, presentUser, ({ name, id }) => ({ name, id }));
}
