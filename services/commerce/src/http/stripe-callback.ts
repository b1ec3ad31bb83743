import type { Hono } from "hono";
import type { CommerceContext } from "../context.ts";
import { takeProviderEvent } from "../orders/take-provider-event.ts";

const PATH = "/callbacks/stripe";
const LARGEST_BYTES = 256 * 1024;

/** What Stripe tells by itself. Without its signature, or too large, it is refused and nothing of it is read further. */
export function mountStripe(app: Hono, context: CommerceContext): void {
  app.post(PATH, async (http) => {
    const { cards } = context;
    const length = Number(http.req.header("content-length") ?? Number.POSITIVE_INFINITY);
    if (!cards || length > LARGEST_BYTES) return http.text("The signature is not Stripe's.\n", 403);
    const body = await http.req.text();
    const event = cards.readEvent(body, http.req.header("stripe-signature") ?? "");
    if (event) await takeProviderEvent(context, event);
    return http.body(null, 204);
  });
}
