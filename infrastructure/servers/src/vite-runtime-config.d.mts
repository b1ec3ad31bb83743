import type { ServerResponse } from "node:http";

/** What the apps in browsers read at start from `/config.json`. */
export interface RuntimeConfig {
  chatUrl: string;
  presenceUrl: string;
  /** `http:`; the client derives the WebSocket address. */
  gatewayUrl: string;
  widgetUrl: string;
  deskUrl: string;
}

/** Typed by shape, so that it fits any version of Vite. */
interface ServerWithMiddlewares {
  middlewares: { use(path: string, handler: (request: unknown, response: ServerResponse) => void): unknown };
}

export interface RuntimeConfigPlugin {
  name: string;
  configureServer(server: ServerWithMiddlewares): void;
  configurePreviewServer(server: ServerWithMiddlewares): void;
}

export function runtimeConfig(): RuntimeConfigPlugin;
