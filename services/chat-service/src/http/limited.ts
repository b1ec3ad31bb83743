import { AppError } from "@chorus/kernel/app-error";
import type { Context } from "hono";
import type { Principal } from "../auth/principal.ts";
import type { ChatContext } from "../context.ts";

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
