import type { Delivery, DeliveryChannel, DeliveryStatus } from "@chorus/contracts/entities/delivery";
import { Uuid } from "@chorus/contracts/ids";
import { Timestamp } from "@chorus/contracts/primitives";
import type { TenantTx } from "@chorus/database/database";
import type { DeliveryStepsTable } from "@chorus/database/tables/notifications";
import { decodeCursor, pageOf, type Page } from "@chorus/http/keyset";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { toTimestamp } from "@chorus/kernel/clock";
import type { Selectable } from "kysely";
import { z } from "zod";
import type { DeliveryRow } from "../channels/channel.ts";
import type { NotificationContext } from "../context.ts";
import { presentDelivery } from "./present-delivery.ts";

const Position = z.object({ createdAt: Timestamp, id: Uuid });

export interface DeliveryFilter {
  limit: number;
  cursor: string | undefined;
  status?: readonly DeliveryStatus[] | undefined;
  channel?: DeliveryChannel | undefined;
  recipient?: string | undefined;
}

/** Deliveries with their recipients and outcomes, newest first. */
export async function listDeliveries(
  context: NotificationContext,
  tenantId: string,
  { limit, cursor, status, channel, recipient }: DeliveryFilter,
): Promise<Page<Delivery>> {
  if (channel === "webhook") {
    throw new AppError("not_available", {
      detail: "channel: webhooks are not available yet",
      errors: [{ path: "channel", message: "webhooks are not available yet" }],
    });
  }
  const before = decodeCursor(Position, cursor);
  return context.database.readTenant(tenantId, async (tx) => {
    let query = tx
      .selectFrom("deliveries")
      .selectAll()
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(limit + 1);
    if (status !== undefined) query = query.where("status", "in", [...status]);
    if (channel !== undefined) query = query.where("channel", "=", channel);
    if (recipient !== undefined) query = query.where("address", "=", recipient);
    if (before) {
      query = query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple("created_at", "id"), "<", tuple(new Date(before.createdAt), before.id)),
      );
    }
    const rows = await query.execute();
    const steps = await stepsOf(tx, rows);
    return pageOf(
      rows,
      limit,
      (row) => presentDelivery(row, steps.get(row.id) ?? []),
      ({ created_at, id }) => ({ createdAt: toTimestamp(created_at), id }),
    );
  });
}

/** @throws AppError `not_found` */
export async function readDelivery(tx: TenantTx, deliveryId: string): Promise<Delivery> {
  const row = await tx.selectFrom("deliveries").selectAll().where("id", "=", deliveryId).executeTakeFirst();
  if (!row) throw notFound();
  return presentDelivery(row, (await stepsOf(tx, [row])).get(row.id) ?? []);
}

async function stepsOf(tx: TenantTx, rows: readonly DeliveryRow[]) {
  if (rows.length === 0) return new Map<string, Selectable<DeliveryStepsTable>[]>();
  const steps = await tx
    .selectFrom("delivery_steps")
    .selectAll()
    .where(
      "delivery_id",
      "in",
      rows.map(({ id }) => id),
    )
    .orderBy("delivery_id")
    .orderBy("number")
    .execute();
  return new Map(rows.map(({ id }) => [id, steps.filter((step) => step.delivery_id === id)]));
}
