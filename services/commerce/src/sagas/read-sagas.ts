import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { Saga } from "@chorus/contracts/entities/saga";
import { Uuid } from "@chorus/contracts/ids";
import type { RouteQuery } from "@chorus/contracts/routes/define-route";
import type { listSagas } from "@chorus/contracts/routes/sagas";
import { decodeCursor, type Page, pageOf } from "@chorus/http/keyset";
import { notFound } from "@chorus/kernel/app-error";
import { z } from "zod";
import type { CommerceContext } from "../context.ts";
import { presentSagas } from "./saga-rows.ts";

const Position = z.object({ id: Uuid });

/** A page of them, the newest first. */
export async function readSagas(
  { database }: CommerceContext,
  caller: AccessClaims,
  { limit, cursor, state }: RouteQuery<typeof listSagas>,
): Promise<Page<Saga>> {
  requirePermission(caller, "saga.manage");
  const before = decodeCursor(Position, cursor)?.id;
  return database.readTenant(caller.tenantId, async (tx) => {
    let query = tx
      .selectFrom("commerce.sagas")
      .selectAll()
      .orderBy("id", "desc")
      .limit(limit + 1);
    if (state !== undefined) query = query.where("state", "=", state);
    if (before !== undefined) query = query.where("id", "<", before);
    const page = pageOf(
      await query.execute(),
      limit,
      (row) => row,
      ({ id }) => ({ id }),
    );
    return { items: await presentSagas(tx, page.items), nextCursor: page.nextCursor };
  });
}

/** @throws AppError `not_found` */
export async function readSaga({ database }: CommerceContext, caller: AccessClaims, sagaId: string): Promise<Saga> {
  requirePermission(caller, "saga.manage");
  return database.readTenant(caller.tenantId, async (tx) => {
    const row = await tx.selectFrom("commerce.sagas").selectAll().where("id", "=", sagaId).executeTakeFirst();
    if (!row) throw notFound();
    const [saga] = await presentSagas(tx, [row]);
    return saga!;
  });
}
