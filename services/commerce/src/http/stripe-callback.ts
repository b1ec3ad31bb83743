import { readCallback, refuseUnsigned } from "@chorus/http/signed-callback";
import type { Hono } from "hono";
import type { CommerceContext } from "../context.ts";
import { takeProviderEvent } from "../orders/take-provider-event.ts";
import { takeRefundEvent } from "../refunds/take-refund-event.ts";

const PATH = "/callbacks/stripe";
const LARGEST_BYTES = 256 * 1024;

/** What Stripe tells by itself. Without its signature, or too large, it is refused and nothing of it is read further. */
export function mountStripe(app: Hono, context: CommerceContext): void {
  app.post(PATH, async (http) => {
    const { cards } = context;
    const body = cards && (await readCallback(http, LARGEST_BYTES));
    if (!cards || body === null) return refuseUnsigned(http, "Stripe");
    const event = cards.readEvent(body, http.req.header("stripe-signature") ?? "");
    if (event && "refund" in event) await takeRefundEvent(context, cards, event);
    else if (event) await takeProviderEvent(context, event);
    return http.body(null, 204);
  });
}
