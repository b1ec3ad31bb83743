import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { REFRESH_TOKEN_SECONDS } from "../staff-login/refresh-tokens.ts";

/** The cookie is sent to the auth routes only. */
const PATH = "/api/v1/auth";

const DEVICE = "chorus_device";

/** How long a browser is remembered as a known device of an account. */
const DEVICE_SECONDS = 365 * 24 * 3600;

/** `__Secure-` needs HTTPS, which development on loopback does not use. */
function cookieName(isProduction: boolean, name = "chorus_refresh"): string {
  return isProduction ? `__Secure-${name}` : name;
}

export function deviceCookie(http: Context, isProduction: boolean): string | undefined {
  return getCookie(http, cookieName(isProduction, DEVICE));
}

export function setDeviceCookie(http: Context, isProduction: boolean, value: string): void {
  setCookie(http, cookieName(isProduction, DEVICE), value, {
    path: PATH,
    httpOnly: true,
    secure: isProduction,
    sameSite: "Strict",
    maxAge: DEVICE_SECONDS,
  });
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
