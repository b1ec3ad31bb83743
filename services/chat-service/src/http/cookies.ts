import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { REFRESH_TOKEN_SECONDS } from "../auth/refresh-tokens.ts";

/** Only the auth routes ever see it. */
const PATH = "/api/v1/auth";

/** `__Secure-` needs HTTPS, which development on loopback has not. */
function cookieName(isProduction: boolean): string {
  return isProduction ? "__Secure-chorus_refresh" : "chorus_refresh";
}

export function refreshCookie(http: Context, isProduction: boolean): string | undefined {
  return getCookie(http, cookieName(isProduction));
}

export function setRefreshCookie(http: Context, isProduction: boolean, token: string): void {
  setCookie(http, cookieName(isProduction), token, {
    path: PATH,
    httpOnly: true,
    secure: isProduction,
    sameSite: "Strict",
    maxAge: REFRESH_TOKEN_SECONDS,
  });
}

export function clearRefreshCookie(http: Context, isProduction: boolean): void {
  deleteCookie(http, cookieName(isProduction), { path: PATH, secure: isProduction });
}
