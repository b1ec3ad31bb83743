import type { HttpResponse } from "uWebSockets.js";
import { utf8 } from "./utf8.ts";

export interface Refusal {
  status: string;
  headers: Record<string, string>;
  body: string;
}

/** 16 bytes in base64. */
const KEY = /^[A-Za-z0-9+/]{22}==$/;

const UPGRADE_REQUIRED: Refusal = {
  status: "426 Upgrade Required",
  headers: { upgrade: "websocket", "sec-websocket-version": "13" },
  body: "This is a WebSocket endpoint, version 13.\n",
};
const BAD_KEY: Refusal = {
  status: "400 Bad Request",
  headers: {},
  body: "Sec-WebSocket-Key must be 16 bytes in base64.\n",
};
const ONLY_GET: Refusal = { status: "405 Method Not Allowed", headers: { allow: "GET" }, body: "Open it with GET.\n" };

/**
 * What is wrong with an opening handshake (RFC 6455, 4.2.1), or null. uWebSockets upgrades whatever has a key of 24 characters.
 * @param header by its name in lower case, empty when absent
 * @param method in lower case
 */
export function handshakeProblem(header: (name: string) => string, method: string): Refusal | null {
  if (method !== "get") return ONLY_GET;
  if (!hasToken(header("upgrade"), "websocket") || !hasToken(header("connection"), "upgrade")) return UPGRADE_REQUIRED;
  if (header("sec-websocket-version") !== "13") return UPGRADE_REQUIRED;
  return KEY.test(header("sec-websocket-key")) ? null : BAD_KEY;
}

/** @param refusal null for a request that looks valid and still was not upgraded, whose cause is unknown */
export function writeRefusal(response: HttpResponse, refusal: Refusal | null): void {
  const { status, headers, body } = refusal ?? BAD_KEY;
  response.writeStatus(status);
  for (const [name, value] of Object.entries(headers)) response.writeHeader(name, value);
  response.writeHeader("content-type", "text/plain").end(utf8(body), true);
}

function hasToken(list: string, token: string): boolean {
  return list.split(",").some((part) => part.trim().toLowerCase() === token);
}
