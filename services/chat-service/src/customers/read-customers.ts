import type { Customer } from "@chorus/contracts/entities/people";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import { MAX_FOUND_CUSTOMERS, type getCustomer as route } from "@chorus/contracts/routes/customers";
import { notFound } from "@chorus/kernel/app-error";
import { z } from "zod";
import { requirePermission, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { decodeCursor, pageOf, type Page } from "@chorus/http/keyset";
import { findCustomer, findLastDevice, presentCustomer, searchCustomers, selectCustomers } from "./customer-queries.ts";

const Position = z.object({ id: z.uuid() });

/** Customers, newest first; with `q` those whose name, address or number begins so, last seen first, on one page. */
export async function listCustomers(
  context: ChatContext,
  principal: Principal,
  input: { limit: number; cursor: string | undefined; q: string | undefined },
): Promise<Page<Customer>> {
  requirePermission(principal, "conversation.read");
  const { q } = input;
  if (q !== undefined) {
    const limit = Math.min(input.limit, MAX_FOUND_CUSTOMERS);
    const found = await context.database.readTenant(principal.tenantId, (tx) => searchCustomers(tx, q, limit));
    return { items: found.map(presentCustomer), nextCursor: null };
  }
  const before = decodeCursor(Position, input.cursor)?.id;
  const rows = await context.database.readTenant(principal.tenantId, (tx) =>
    selectCustomers(tx, { limit: input.limit + 1, before }),
  );
  return pageOf(rows, input.limit, presentCustomer, ({ id }) => ({ id }));
}

/** @throws AppError `not_found` */
export async function getCustomer(
  context: ChatContext,
  principal: Principal,
  customerId: string,
): Promise<RouteResult<typeof route>> {
  requirePermission(principal, "conversation.read");
  return context.database.readTenant(principal.tenantId, async (tx) => {
    const row = await findCustomer(tx, customerId);
    if (!row) throw notFound();
    return { ...presentCustomer(row), ...(await findLastDevice(tx, customerId)) };
  });
}
