import type { readDeletion as route } from "@chorus/contracts/routes/tenants";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import { notFound } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import { presentTenant } from "../tenants/present-tenant.ts";

interface Counts {
  conversations: number;
  messages: number;
  files: number;
  people: number;
  customers: number;
}

/** Counts what a deletion would take. @throws AppError `not_found` */
export async function readDeletion(context: ChatContext, tenantId: string): Promise<RouteResult<typeof route>> {
  // A large tenant has more rows than an interactive statement may count.
  return context.database.background.readTenant(tenantId, async (tx) => {
    const row = await tx.selectFrom("tenants").selectAll().executeTakeFirst();
    if (!row) throw notFound();
    const { rows } = await sql<Counts>`
      select
        (select count(*) from conversations) as conversations,
        (select count(*) from events where kind in ('message.created', 'note.created')) as messages,
        (select count(*) from files) + (select count(*) from user_photos) as files,
        (select count(*) from users) as people,
        (select count(*) from customers) as customers`.execute(tx);
    const [counts] = rows;
    if (!counts) throw new Error("counts come in one row");
    return { tenant: presentTenant(row), ...counts };
  });
}
