import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { Agent, get } from "node:https";
import { CLIENT_HEADER, type Place } from "./configurations.ts";

const MAX_CONNECTIONS = 16;

/** Asks once from each address, over connections that are kept. @returns how many answers had each status */
export async function askFromEach(
  place: Pick<Place, "port" | "certificate">,
  request: { host: string; path: string; clients: readonly string[] },
): Promise<Map<number, number>> {
  const { host, path, clients } = request;
  const agent = new Agent({ keepAlive: true, maxSockets: MAX_CONNECTIONS, ca: readFileSync(place.certificate.crt) });
  const askFrom = async (client: string) => {
    const headers = { Host: `${host}:${place.port}`, [CLIENT_HEADER]: client };
    const asked = get({ agent, host: "127.0.0.1", port: place.port, servername: host, path, headers });
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    await once(answer.resume(), "end");
    return answer.statusCode ?? 0;
  };
  try {
    const statuses = await Promise.all(clients.map(askFrom));
    return statuses.reduce((counts, status) => counts.set(status, (counts.get(status) ?? 0) + 1), new Map());
  } finally {
    agent.destroy();
  }
}
