import type { ChatContext } from "../context.ts";
import type { Principal } from "../identity/principal.ts";
import type { Caller } from "./caller.ts";
import { peerAddress } from "./request-origin.ts";
import type { MountOptions } from "@chorus/http/mount";
import type { WriteLimits } from "@chorus/http/write-limits";
import { AppError } from "@chorus/kernel/app-error";
import { networkOf } from "@chorus/kernel/network";
import type { Context } from "hono";

/**
 * Counts a send, and says in the answer how many are left.
 * @param body the text, when there is one
 * @throws AppError `rate_limited`, `invalid` for a text longer than the tenant allows
 */
export async function countSend(
  context: ChatContext,
  principal: Principal,
  http: Context,
  body: string | undefined,
): Promise<void> {
  const limits = await context.tenantLimits.of(principal.tenantId);
  if (body !== undefined) requireLength(body, limits.bodyCharacters);
  const { policy, state } = await context.sendLimits.use(principal, limits);
  http.header("RateLimit-Policy", policy);
  http.header("RateLimit", state);
}

function requireLength(body: string, most: number): void {
  if (body.length <= most) return;
  throw new AppError("invalid", {
    detail: `A message may have at most ${most} characters.`,
    errors: [{ path: "body", message: `at most ${most} characters` }],
  });
}

/** Counts what people write by who they are, customers by their network too, and what strangers write by theirs alone. */
export function countWrites(context: ChatContext, limits: WriteLimits): MountOptions<Caller>["countWrite"] {
  const { trustProxy } = context.config.http;
  return (route, { principal }, http) =>
    limits.count(route, { ...principal, network: networkOf(peerAddress(http, trustProxy)) });
}
