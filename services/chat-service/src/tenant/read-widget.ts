import type { RouteResult } from "@chorus/contracts/routes/define-route";
import { readPresence } from "@chorus/contracts/routes/presence";
import type { DeskPeople, getWidget } from "@chorus/contracts/routes/widget";
import { notFound } from "@chorus/kernel/app-error";
import type { ChatContext } from "../context.ts";
import { presentWidgetSettings } from "./present-tenant.ts";
import { findTenant, findTenantByWidgetKey, requireActive } from "./queries.ts";

const SHOWN_PEOPLE = 3;

/**
 * What a widget shows before there is a session. Stores nothing about who asks.
 * @throws AppError `not_found` for an unknown widget key, `tenant_suspended`
 */
export async function readWidget(context: ChatContext, tenantKey: string): Promise<RouteResult<typeof getWidget>> {
  const found = await findTenantByWidgetKey(context.database, tenantKey);
  if (!found) throw notFound();
  requireActive(found);
  const tenant = await context.database.readTenant(found.tenantId, findTenant);
  return {
    settings: presentWidgetSettings(tenant),
    desk: await readDesk(context, found.tenantId),
    allowedOrigins: tenant.allowed_origins,
  };
}

/** Honest or silent: while presence-service is away nobody is promised anything. */
async function readDesk(context: ChatContext, tenantId: string): Promise<DeskPeople> {
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
      .select(["name", "avatar"])
      .where("id", "in", ids)
      .where("role", "!=", "viewer")
      .where("disabled_at", "is", null)
      .orderBy("name")
      .limit(SHOWN_PEOPLE)
      .execute(),
  );
  return { online: people.length > 0, people };
}
