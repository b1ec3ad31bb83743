import { createHmac } from "node:crypto";

/** How Twilio signs its callbacks: HMAC-SHA1 over the URL and the sorted parameters, base64 (its "Security" page). */
export function signCallback(authToken: string, url: string, parameters: Record<string, string>): string {
  const names = Object.keys(parameters).toSorted();
  const text = url + names.map((name) => name + parameters[name]).join("");
  return createHmac("sha1", authToken).update(text, "utf8").digest("base64");
}
