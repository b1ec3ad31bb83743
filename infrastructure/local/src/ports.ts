import { createServer } from "node:net";
import { UserError } from "./user-error.ts";

/** A TCP port that nobody listens on right now. Another process may take it before you do: be ready to try again. */
export async function findFreePort(): Promise<number> {
  const port = await tryToListen(0);
  if (port === undefined) throw new UserError("The system has no free TCP port left.");
  return port;
}

/** Does nobody listen on this port of 127.0.0.1? */
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
