import type { ChatContext } from "../context.ts";
import type { Principal } from "../identity/principal.ts";
import type { Caller } from "./caller.ts";
import { peerAddress } from "./request-origin.ts";
import type { MountOptions } from "@chorus/http/mount";
import type { WriteLimits } from "@chorus/http/write-limits";
import { QUOTA_OF_SENDS } from "../messages/append-result.ts";
import { AppError } from "@chorus/kernel/app-error";
import { networkOf } from "@chorus/kernel/network";
import type { Context } from "hono";

/**
 * Counts a send against the sender's limit and sets the rate limit headers.
 * @param body the text, if the request has one
 * @throws AppError `rate_limited`, `invalid` for a text longer than the tenant allows
 */
export async function countSend(
  context: ChatContext,
  principal: Principal,
  http: Context,
  body: string | undefined,
): Promise<void> {
  const limits = await context.tenantLimits.of(principal.tenantId);
  if (body !== undefined) requireWithin(limits.bodyCharacters, "body", body);
  const { policy, state } = await context.sendLimits.use(principal, limits);
  http.header("RateLimit-Policy", policy);
  http.header("RateLimit", state);
}

/** Before a conversation is begun whose first message would be refused; it is counted where it is stored. @throws AppError `rate_limited` */
export function requireRoomToSend({ sendQuota }: ChatContext, tenantId: string): void {
  const { left, waitMs } = sendQuota.look(tenantId);
  if (left > 0) return;
  throw new AppError("rate_limited", { detail: QUOTA_OF_SENDS, retryMs: waitMs });
}

/** For texts that become messages beside another action. @throws AppError `invalid` for one longer than the tenant allows */
export async function requireLength(context: ChatContext, tenantId: string, path: string, text: string): Promise<void> {
  requireWithin((await context.tenantLimits.of(tenantId)).bodyCharacters, path, text);
}

function requireWithin(most: number, path: string, text: string): void {
  if (text.length <= most) return;
  throw new AppError("invalid", {
    detail: `A message may have at most ${most} characters.`,
    errors: [{ path, message: `at most ${most} characters` }],
  });
}

/** Counts writes per person, for customers also per network; requests without a principal per network only. */
export function countWrites(context: ChatContext, limits: WriteLimits): MountOptions<Caller>["countWrite"] {
  const { trustProxy } = context.config.http;
  return (route, { principal }, http) =>
    limits.count(route, { ...principal, network: networkOf(peerAddress(http, trustProxy)) });
}
