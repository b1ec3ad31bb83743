import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";

/**
 * Of what a customer was told, and of what they chose, only that there were deliveries stays: their addresses go, also out of
 * what providers have answered, and what still waits is never sent. Before the customer's own row is blanked.
 */
export async function forgetNotifications(tx: TenantTx, customerId: string, at: Date): Promise<void> {
  const customer = await tx
    .selectFrom("customers")
    .select(["email", "phone"])
    .where("id", "=", customerId)
    .executeTakeFirstOrThrow();
  const told = await tx
    .selectFrom("deliveries")
    .select(["id", "address"])
    .where("recipient_id", "=", customerId)
    .forUpdate()
    .execute();
  const addresses = [customer.email, customer.phone, ...told.map(({ address }) => address)].filter(
    (address): address is string => address !== null && address !== "",
  );
  if (addresses.length > 0) await tx.deleteFrom("suppressions").where("address", "in", addresses).execute();
  await tx.deleteFrom("push_subscriptions").where("person_id", "=", customerId).execute();
  await tx.deleteFrom("notification_preferences").where("person_id", "=", customerId).execute();
  if (told.length === 0) return;
  const ids = told.map(({ id }) => id);
  await tx.updateTable("delivery_steps").set({ detail: null }).where("delivery_id", "in", ids).execute();
  await tx
    .updateTable("deliveries")
    .set({
      address: sql<string>`'erased ' || id`,
      reason: null,
      mail_subject: null,
      status: sql<"cancelled">`case when status in ('queued', 'held') then 'cancelled' else status end`,
      due_at: null,
      updated_at: at,
    })
    .where("id", "in", ids)
    .execute();
}
