import { readServerOptions } from "./config.ts";
import { startWidgetServer } from "./widget-server.ts";

const server = await startWidgetServer(readServerOptions());
process.stdout.write(`the widget is served on ${server.url}\n`);
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void server.close());
