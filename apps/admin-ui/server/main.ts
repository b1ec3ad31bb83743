import { readServerOptions } from "./config.ts";
import { startDeskServer } from "./desk-server.ts";

const server = await startDeskServer(readServerOptions());
process.stdout.write(`the desk is served on ${server.url}\n`);
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void server.close());
