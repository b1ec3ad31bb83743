import type { TenantTx } from "@chorus/database/database";
import { notFound } from "@chorus/kernel/app-error";
import { lockAgainstErasure } from "@chorus/database/lock-against-erasure";
import { sql } from "kysely";
import { holdingWindow, mostHeldAnonymous } from "../inventory/hold-bounds.ts";
import type { Demand } from "../inventory/plan-allocation.ts";
import { holdReleased, holdStock } from "../inventory/reserve-stock.ts";
import type { CartRow } from "./cart-rows.ts";
import { isSignedIn } from "./is-signed-in.ts";

/** What a quote keeps for its cart. */
export interface Held {
  /** Of each variant; less than is wanted where more may not be held. */
  units: ReadonlyMap<string, number>;
  /** Null: nothing is held. */
  until: Date | null;
  /** When the customer's holding began. */
  since: Date | null;
}

/**
 * Lets one quote of a customer be made after the other, as only one of their carts holds units. Taken before the cart: the customer
 * first, as an erasure does, so that nobody waits in a circle.
 * @throws AppError `not_found` for an erased customer
 */
export async function lockHolding(
  tx: TenantTx,
  { tenant_id: tenantId, customer_id: customerId }: CartRow,
): Promise<void> {
  if (!(await lockAgainstErasure(tx, customerId))) throw notFound();
  await sql`select pg_advisory_xact_lock(hashtextextended(${`holding ${tenantId} ${customerId}`}, 0))`.execute(tx);
}

/**
 * Keeps units for a locked cart, in place of what it and its customer's other carts held: as much as its customer may hold, and as long.
 * @throws AppError `out_of_stock` unless all that is demanded is there, also what may not be held
 */
export async function holdForCart(
  tx: TenantTx,
  cart: CartRow,
  { demands, at }: { demands: readonly Demand[]; at: Date },
): Promise<Held> {
  const other = await takeHolding(tx, cart);
  const first = other?.holding_since ?? cart.holding_since;
  const { since, until } = holdingWindow(first, at);
  const shares = await holdStock(tx, {
    ...{ tenantId: cart.tenant_id, cartId: cart.id, insteadOf: other ? [other.id] : [], demands, at, expiresAt: until },
    ...(await boundOf(tx, cart)),
  });
  if (shares.length === 0) return { units: new Map(), until: null, since: first };
  const units = new Map<string, number>();
  for (const { variantId, quantity } of shares) units.set(variantId, (units.get(variantId) ?? 0) + quantity);
  return { units, until, since };
}

/**
 * Keeps for a cart what has just come back from an order that was not placed, while its quote lasts and as much as its customer may hold;
 * nothing when another cart of theirs holds by now.
 */
export async function holdAgain(
  tx: TenantTx,
  cart: CartRow,
  { released, at }: { released: Parameters<typeof holdReleased>[2]; at: Date },
): Promise<void> {
  const { holding_since: since, quote_expires_at: quotedUntil } = cart;
  if (!since || !quotedUntil) return;
  const { until } = holdingWindow(since, at);
  const expiresAt = new Date(Math.min(quotedUntil.getTime(), until?.getTime() ?? 0));
  if (expiresAt <= at) return;
  const hold = { tenantId: cart.tenant_id, cartId: cart.id, expiresAt, ...(await boundOf(tx, cart)) };
  await holdReleased(tx, hold, released);
}

/** How much of a variant its customer may hold. */
async function boundOf(tx: TenantTx, cart: CartRow): Promise<{ mostOf?: (available: number) => number }> {
  return (await isSignedIn(tx, cart.customer_id)) ? {} : { mostOf: mostHeldAnonymous };
}

/** From the customer's cart that held before, if it is another one. */
async function takeHolding(tx: TenantTx, cart: CartRow): Promise<Pick<CartRow, "id" | "holding_since"> | undefined> {
  const other = await tx
    .selectFrom("commerce.carts")
    .select(["id", "holding_since"])
    .where("customer_id", "=", cart.customer_id)
    .where("holding_since", "is not", null)
    .where("id", "<>", cart.id)
    .forUpdate()
    .executeTakeFirst();
  if (other) await tx.updateTable("commerce.carts").set({ holding_since: null }).where("id", "=", other.id).execute();
  return other;
}
