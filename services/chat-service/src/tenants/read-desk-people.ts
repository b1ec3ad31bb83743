import { readPresence } from "@chorus/contracts/routes/presence";
import type { DeskPeople } from "@chorus/contracts/routes/widget";
import type { ChatContext } from "../context.ts";

const MAX_PEOPLE = 3;

type DeskContext = Pick<ChatContext, "database" | "presence" | "logger">;

/** Who is online; null while presence-service is unreachable, so that widgets promise nothing. */
export async function readDeskPeople(context: DeskContext, tenantId: string): Promise<DeskPeople> {
  const answer = await context.presence
    .call(readPresence, { body: { tenantId, userIds: null } })
    .catch((error: unknown) => {
      context.logger.warn({ err: error, tenantId }, "the widget cannot say who is there");
      return null;
    });
  if (!answer) return { online: null, people: [] };
  const ids = answer.items.filter((item) => item.status === "online").map((item) => item.userId);
  if (ids.length === 0) return { online: false, people: [] };
  const people = await context.database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom("users")
      .select(["id", "name", "avatar"])
      .where("id", "in", ids)
      .where("role", "!=", "viewer")
      .where("disabled_at", "is", null)
      .orderBy("name")
      .limit(MAX_PEOPLE)
      .execute(),
  );
  return { online: people.length > 0, people };
}
