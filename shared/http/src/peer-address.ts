import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

/**
 * The client's address. `X-Forwarded-For` is trusted only behind our own proxy, and then only the entry that the proxy
 * has added.
 */
export function peerAddress(http: Context, trustProxy: boolean): string {
  const forwarded = trustProxy ? http.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return forwarded || (getConnInfo(http).remote.address ?? "unknown");
}
