import { fileURLToPath } from "node:url";
import type { WidgetServerOptions } from "./widget-server.ts";

/** From the variables that docs/widget.md lists; the files lie beside the bundle. */
export function readServerOptions(variables: NodeJS.ProcessEnv = process.env): WidgetServerOptions {
  return {
    folder: fileURLToPath(new URL("public", import.meta.url)),
    host: variables["HOST"] ?? "127.0.0.1",
    port: Number(variables["PORT"] ?? 3001),
    chatUrl: variables["CHORUS_CHAT_URL"] ?? "http://127.0.0.1:8082",
    chatInternalUrl: variables["CHORUS_CHAT_INTERNAL_URL"],
    gatewayUrl: variables["CHORUS_GATEWAY_URL"] ?? "http://127.0.0.1:8080",
    deskUrl: variables["CHORUS_DESK_URL"] ?? "http://127.0.0.1:3000",
    isProxyTrusted: variables["WIDGET_TRUST_PROXY"] === "true",
  };
}
