import { getConnInfo } from "@hono/node-server/conninfo";
import { AppError } from "@chorus/kernel/app-error";
import type { Context } from "hono";

/**
 * SameSite takes every origin of a site for one: a page on a neighbouring port or subdomain could end or renew somebody's
 * sign-in. Browsers say where a request comes from; programs that are none say nothing, and have no cookie that is not theirs.
 * @throws AppError `forbidden` for a page that is not the desk
 */
export function requireOwnOrigin(http: Context, deskOrigins: readonly string[]): void {
  const origin = http.req.header("origin");
  const site = http.req.header("sec-fetch-site");
  const isTrusted =
    origin === undefined ? site === undefined || site === "same-origin" || site === "none" : isOwn(http, origin);
  if (isTrusted || (origin !== undefined && deskOrigins.includes(origin))) return;
  throw new AppError("forbidden", {
    detail: `Signing in and out is for the desk's own pages: add ${origin ?? "this origin"} to DESK_ORIGINS if it is one.`,
  });
}

/** A page of this service itself, such as the API reference. */
function isOwn(http: Context, origin: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === http.req.header("host");
}

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
