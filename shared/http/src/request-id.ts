import { Uuid } from "@chorus/contracts/ids";
import { systemIds } from "@chorus/kernel/ids";
import type { Context, MiddlewareHandler } from "hono";

const HEADER = "X-Request-Id";
const KEY = "requestId";

/** Takes the caller's `X-Request-Id` when it is a UUID, else makes one; answers it. */
export const withRequestId: MiddlewareHandler = async (http, next) => {
  const given = Uuid.safeParse(http.req.header(HEADER));
  const requestId = given.success ? given.data : systemIds.next();
  http.set(KEY, requestId);
  http.header(HEADER, requestId);
  await next();
};

export function requestIdOf(http: Context): string {
  return http.get(KEY) as string;
}
