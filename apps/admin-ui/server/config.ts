import { fileURLToPath } from "node:url";
import type { DeskAddresses } from "./desk-policy.ts";

export interface DeskServerOptions {
  /** What `vite build` made. */
  folder: string;
  host: string;
  /** 0: a free one. */
  port: number;
  addresses: DeskAddresses;
}

/** The files lie beside the bundle. */
export function readServerOptions(variables: NodeJS.ProcessEnv = process.env): DeskServerOptions {
  return {
    folder: fileURLToPath(new URL("public", import.meta.url)),
    host: variables["HOST"] ?? "127.0.0.1",
    port: Number(variables["PORT"] ?? 3000),
    addresses: readAddresses(variables),
  };
}

/** The same names as in development. */
export function readAddresses(variables: NodeJS.ProcessEnv): DeskAddresses {
  return {
    chatUrl: variables["CHORUS_CHAT_URL"] ?? "http://127.0.0.1:8082",
    presenceUrl: variables["CHORUS_PRESENCE_URL"] ?? "http://127.0.0.1:8081",
    notificationUrl: variables["CHORUS_NOTIFICATION_URL"] ?? "http://127.0.0.1:8084",
    gatewayUrl: variables["CHORUS_GATEWAY_URL"] ?? "http://127.0.0.1:8080",
    summaryUrl: variables["CHORUS_SUMMARY_URL"] ?? "http://127.0.0.1:8083",
    commerceUrl: variables["CHORUS_COMMERCE_URL"] ?? "http://127.0.0.1:8086",
    widgetUrl: variables["CHORUS_WIDGET_URL"] ?? "http://127.0.0.1:3001",
  };
}
