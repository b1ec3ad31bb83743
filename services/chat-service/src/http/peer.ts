import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

/** The address the connection comes from; a header could say anything. */
export function peerAddress(http: Context): string {
  return getConnInfo(http).remote.address ?? "unknown";
}

export function userAgent(http: Context): string | null {
  return http.req.header("user-agent")?.slice(0, 300) ?? null;
}
