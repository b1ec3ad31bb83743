import { AppError } from "@chorus/kernel/app-error";
import type { Context } from "hono";

/**
 * SameSite cookies are sent from every origin of a site, so a page on a neighbouring port or subdomain could end or renew
 * a session. Browsers send the origin; other programs send none, and have no cookie but their own.
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

export function userAgent(http: Context): string | null {
  return http.req.header("user-agent")?.slice(0, 300) ?? null;
}
