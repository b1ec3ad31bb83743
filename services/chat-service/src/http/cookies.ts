import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Grant } from "../staff-login/grant.ts";
import { REFRESH_TOKEN_SECONDS } from "../staff-login/refresh-tokens.ts";

/** The cookie is sent to the auth routes only. */
const PATH = "/api/v1/auth";

const DEVICE = "chorus_device";

/** How long a browser is remembered as a known device of an account. */
const DEVICE_SECONDS = 365 * 24 * 3600;

/** `__Secure-` needs HTTPS, which development on loopback does not use. */
function cookieName(isExposed: boolean, name = "chorus_refresh"): string {
  return isExposed ? `__Secure-${name}` : name;
}

export function deviceCookie(http: Context, isExposed: boolean): string | undefined {
  return getCookie(http, cookieName(isExposed, DEVICE));
}

export function setDeviceCookie(http: Context, isExposed: boolean, value: string): void {
  setCookie(http, cookieName(isExposed, DEVICE), value, {
    path: PATH,
    httpOnly: true,
    secure: isExposed,
    sameSite: "Strict",
    maxAge: DEVICE_SECONDS,
  });
}

export function refreshCookie(http: Context, isExposed: boolean): string | undefined {
  return getCookie(http, cookieName(isExposed));
}

/** The answer to who is signed in from now on: the refresh token goes into its cookie, the rest is the body. */
export function giveGrant(
  http: Context,
  isExposed: boolean,
  { refreshToken, ...body }: Grant,
): Omit<Grant, "refreshToken"> {
  setRefreshCookie(http, isExposed, refreshToken);
  http.header("cache-control", "no-store");
  return body;
}

function setRefreshCookie(http: Context, isExposed: boolean, token: string): void {
  setCookie(http, cookieName(isExposed), token, {
    path: PATH,
    httpOnly: true,
    secure: isExposed,
    sameSite: "Strict",
    maxAge: REFRESH_TOKEN_SECONDS,
  });
}

export function clearRefreshCookie(http: Context, isExposed: boolean): void {
  deleteCookie(http, cookieName(isExposed), { path: PATH, secure: isExposed });
}
