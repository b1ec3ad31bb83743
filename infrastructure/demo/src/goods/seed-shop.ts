import type { TenantTx } from "@chorus/database/database";
import { createRandom } from "../random.ts";
import { addressOf } from "./address-of.ts";
import { draftGoods } from "./draft-goods.ts";
import { type Asked, draftOrders, HISTORY_DAYS } from "./draft-orders.ts";
import { writeGoods, writeStock } from "./write-goods.ts";
import { writeOrders } from "./write-orders.ts";
import { writePromotions } from "./write-promotions.ts";

/** An arbitrary seed of its own, so that the conversations stay as they are when the goods change. */
const SEED = 20_261_201;
const DAY = 24 * 3_600_000;

interface Company {
  tenantId: string;
  /** Who received the goods. */
  ownerId: string;
  /** Who works on orders. */
  agentId: string;
  customers: readonly { id: string; name: string; locale: string }[];
  /** Who wrote about which order, by its number. */
  asked: ReadonlyMap<number, Asked>;
}

/** What the demo company sells, and what its customers have ordered. @returns how many orders */
export async function seedShop(
  tx: TenantTx,
  { tenantId, ownerId, agentId, customers, asked }: Company,
  now: Date,
): Promise<number> {
  const random = createRandom(SEED);
  const opening = { tenantId, ownerId, openedMs: now.getTime() - (HISTORY_DAYS + 1) * DAY };
  const goods = draftGoods(opening.openedMs, random);
  const orders = draftOrders(goods, customers, asked, now.getTime(), random);
  const addresses = new Map(customers.map((customer) => [customer.id, addressOf(customer, random)]));
  await writeGoods(tx, goods, opening);
  await writeOrders(tx, orders, { tenantId, agentId, addresses }, random);
  await knownSinceFirstOrder(tx);
  await writeStock(tx, goods, orders, opening, random);
  await writePromotions(tx, goods, { tenantId, nowMs: now.getTime() }, random);
  return orders.length;
}

async function knownSinceFirstOrder(tx: TenantTx): Promise<void> {
  await tx
    .updateTable("customers as cu")
    .from((from) =>
      from
        .selectFrom("commerce.orders")
        .select(["customer_id", ({ fn }) => fn.min<Date>("placed_at").as("first")])
        .groupBy("customer_id")
        .as("o"),
    )
    .set({ created_at: ({ ref }) => ref("o.first") })
    .whereRef("o.customer_id", "=", "cu.id")
    .whereRef("o.first", "<", "cu.created_at")
    .execute();
}
