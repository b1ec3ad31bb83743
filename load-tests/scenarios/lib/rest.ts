import { fail } from "k6";
import http from "k6/http";
import { config } from "./config.ts";

interface Request {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  token?: string;
  body?: object;
}

/** One REST call of the public API; the run ends with the platform's own words when it is refused. */
export function call({ method, path, token, body }: Request): unknown {
  const response = http.request(method, config.chatUrl + path, body ? JSON.stringify(body) : null, {
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body ? { "content-type": "application/json" } : {}),
    },
    // Ids in a path must not become a metric each.
    tags: { name: `${method} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{id}")}` },
  });
  if (response.status === 0) fail(`Nothing answers on ${config.chatUrl}: is the platform running (make dev)?`);
  const text = typeof response.body === "string" ? response.body : "";
  if (response.status >= 400) fail(`${method} ${path} answered ${response.status}: ${text}`);
  return text === "" ? null : JSON.parse(text);
}
