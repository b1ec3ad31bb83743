import type { ServerResponse } from "node:http";

/** Typed by shape, so that it fits any version of Vite. */
interface ServerWithMiddlewares {
  middlewares: { use(path: string, handler: (request: unknown, response: ServerResponse) => void): unknown };
}

export interface RuntimeConfigPlugin {
  name: string;
  configureServer(server: ServerWithMiddlewares): void;
  configurePreviewServer(server: ServerWithMiddlewares): void;
}

/** @param addresses what the app reads at start from `/config.json` */
export function runtimeConfig(addresses: object): RuntimeConfigPlugin;
