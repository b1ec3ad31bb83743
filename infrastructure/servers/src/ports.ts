import { createServer } from "node:net";
import { UserError } from "./user-error.ts";

/** Below the range from which systems take the ports of outgoing connections, which come and go all the time. */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_000;
const TRIES = 100;
const givenAway = new Set<number>();

/** A TCP port that nobody listens on right now, and that this process has given to nobody else. */
export async function findFreePort(): Promise<number> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT));
    if (givenAway.has(port)) continue;
    givenAway.add(port);
    if ((await tryToListen(port)) !== undefined) return port;
  }
  throw new UserError("The system has no free TCP port left.");
}

/** Where a server of this machine answers on a port. */
export function urlOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** Whether this port of 127.0.0.1 is free. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await tryToListen(port)) !== undefined;
}

/** @throws UserError naming the variable that chooses another port */
export async function requireFreePort(port: number, purpose: string, variable: string): Promise<void> {
  if (await isPortFree(port)) return;
  throw new UserError(
    `Port ${port} (${purpose}) is in use by another program: stop it, or choose another port with ${variable}=….`,
  );
}

function tryToListen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : undefined));
    });
  });
}

const REQUEST_TIMEOUT_MS = 2_000;

/** Whether this address answers with a 2xx status. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Not listening yet.
    return false;
  }
}
