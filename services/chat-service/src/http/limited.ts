import type { Context } from "hono";
import type { Principal } from "../auth/principal.ts";
import type { ChatContext } from "../context.ts";

/** Counts a send, and says in the answer how many are left. @throws AppError `rate_limited` */
export async function countSend(context: ChatContext, principal: Principal, http: Context): Promise<void> {
  const { policy, state } = await context.sendLimits.use(principal);
  http.header("RateLimit-Policy", policy);
  http.header("RateLimit", state);
}
