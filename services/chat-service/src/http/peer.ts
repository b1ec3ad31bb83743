import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

/**
 * The address the connection comes from. A header could say anything, so it is believed only behind a proxy of our own, and
 * only the entry which that proxy has added.
 */
export function peerAddress(http: Context, trustProxy: boolean): string {
  const forwarded = trustProxy ? http.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return forwarded || (getConnInfo(http).remote.address ?? "unknown");
}

export function userAgent(http: Context): string | null {
  return http.req.header("user-agent")?.slice(0, 300) ?? null;
}
