import { createHmac } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { StripeEvent } from "./account.ts";

/** How events are delivered; set by tests, or through the control port. */
export const Delivery = z.strictObject({
  /** Where to; empty: nowhere. */
  url: z.union([z.literal(""), z.url()]).default(""),
  delayMs: z.number().min(0).max(60_000).default(0),
  /** How often each comes beside the first time. */
  duplicates: z.number().int().min(0).max(10).default(0),
  /** The share that never comes, 0 to 1. */
  lossRate: z.number().min(0).max(1).default(0),
  /** Kept until `release` says in which order they come. */
  isHeld: z.boolean().default(false),
});

/** Signs a payload as Stripe does: HMAC-SHA256 over time and body. */
export function signatureOf(payload: string, secret: string, atSeconds: number): string {
  const mac = createHmac("sha256", secret).update(`${atSeconds}.${payload}`).digest("hex");
  return `t=${atSeconds},v1=${mac}`;
}

export function createWebhooks({
  secret,
  now = Date.now,
  random = Math.random,
}: {
  secret: string;
  now?: () => number;
  random?: () => number;
}) {
  let how = Delivery.parse({});
  const held: StripeEvent[] = [];
  const running = new Set<Promise<void>>();
  /** The status of each delivery, or why there was no answer. */
  const outcomes: string[] = [];

  async function deliver(event: StripeEvent, url: string): Promise<void> {
    const body = JSON.stringify(event);
    const headers = {
      "content-type": "application/json",
      "stripe-signature": signatureOf(body, secret, Math.floor(now() / 1000)),
    };
    try {
      const answer = await fetch(url, { method: "POST", headers, body });
      await answer.arrayBuffer();
      outcomes.push(`${event.type} ${answer.status}`);
    } catch (error) {
      outcomes.push(`${event.type} ${error instanceof Error ? error.message : "no answer"}`);
    }
  }

  function send(event: StripeEvent): void {
    const { url, delayMs, duplicates, lossRate } = how;
    if (url === "" || random() < lossRate) return;
    for (let time = 0; time <= duplicates; time += 1) {
      const sending = delay(delayMs).then(() => deliver(event, url));
      running.add(sending);
      void sending.finally(() => running.delete(sending));
    }
  }

  return {
    outcomes,
    held,
    set(next: z.input<typeof Delivery>): void {
      how = Delivery.parse(next);
    },
    publish(event: StripeEvent): void {
      if (how.isHeld) held.push(event);
      else send(event);
    },
    /** Delivers those that were held, one after the other, in this order of their places. */
    async release(order: readonly number[] = [...held.keys()]): Promise<void> {
      const events = order.map((place) => held[place]!);
      held.length = 0;
      for (const event of events) await deliver(event, how.url);
    },
    /** Resolves when nothing is on its way any more. */
    async settled(): Promise<void> {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
export type Webhooks = ReturnType<typeof createWebhooks>;
