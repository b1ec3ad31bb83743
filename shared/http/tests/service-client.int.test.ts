import { readHeads } from "@chorus/contracts/routes/internal-chat";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { expect, it } from "vitest";
import { createServiceClient } from "../src/service-client.ts";

const TIMEOUT_MS = 2_000;
const CONNECTIONS = 4;

const answer = (_request: IncomingMessage, response: ServerResponse) => response.end(JSON.stringify({ heads: [] }));

it("after one timeout asks over new connections: a network that forgets one has forgotten its neighbours", async () => {
  const forgotten = new Set<Socket>();
  const open = new Set<Socket>();
  const held: (() => void)[] = [];
  let isHolding = true;
  const server = createServer((request, response) => {
    open.add(request.socket);
    if (forgotten.has(request.socket)) return;
    if (!isHolding) return answer(request, response);
    // Until all of them are there, so that each has a connection of its own.
    held.push(() => answer(request, response));
    if (held.length < CONNECTIONS) return;
    isHolding = false;
    for (const release of held) release();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const client = createServiceClient({
    baseUrl: `http://127.0.0.1:${port}`,
    serviceToken: () => Promise.resolve("token"),
    timeoutMs: TIMEOUT_MS,
  });
  const ask = () => client.call(readHeads, { body: { tenantId: "t", conversationIds: [] } as never });
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, ask));
    expect(open.size).toBe(CONNECTIONS);
    for (const socket of open) forgotten.add(socket);
    await expect(ask()).rejects.toMatchObject({ code: "unavailable" });
    await expect(ask()).resolves.toEqual({ heads: [] });
  } finally {
    client.close();
    server.closeAllConnections();
    server.close();
  }
});
