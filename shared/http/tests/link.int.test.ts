import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { readHeads, readTenantAccess } from "@chorus/contracts/routes/internal-chat";
import { AppError } from "@chorus/kernel/app-error";
import { systemIds } from "@chorus/kernel/ids";
import { until } from "@chorus/testing/until";
import { afterEach, beforeEach, expect, test } from "vitest";
import { encodeFrame } from "../src/link/frames.ts";
import { createLinkClient, type LinkAnswer, type LinkCall } from "../src/link/link-client.ts";
import { LINK_AUTHORITY } from "../src/link/open-link.ts";
import { createLinkServer, type LinkServer } from "../src/link/link-server.ts";
import { problemOf } from "../src/problem.ts";
import type { ServiceClient } from "../src/service-client.ts";

const TIMEOUT_MS = 1_500;
const TENANT = systemIds.next();

let server: Server;
let links: LinkServer;
let client: ServiceClient;
let token: string;
/** What was asked, and by which way. */
let asked: { by: "link" | "http"; tenantId: unknown }[];
let answer: (tenantId: string) => Promise<LinkAnswer>;
let admitted: number;
let sockets: Set<Socket>;

beforeEach(async () => {
  asked = [];
  admitted = 204;
  token = "right";
  sockets = new Set();
  answer = async (tenantId) => ({ status: 200, body: { said: tenantId } });
  links = createLinkServer({
    admit: async (headers) => (headers["authorization"] === "Bearer right" ? admitted : 401),
    answer: async ({ body }: LinkCall) => answered("link", body as { tenantId: string }),
  });
  server = createServer((request, response) => {
    void read(request).then(async (body) => {
      const { status, body: said } = await answered("http", body);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(said));
    });
  });
  server.on("connect", links.accept);
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  client = createLinkClient({
    baseUrl: baseUrl(),
    serviceToken: async () => token,
    timeoutMs: TIMEOUT_MS,
  });
});
afterEach(async () => {
  client.close();
  await links.drain(0);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const baseUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function read(request: IncomingMessage): Promise<{ tenantId: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString() || "{}") as { tenantId: string };
}

function answered(by: "link" | "http", { tenantId }: { tenantId: string }): Promise<LinkAnswer> {
  asked.push({ by, tenantId });
  return answer(tenantId);
}

const ask = (tenantId = TENANT) => client.call(readTenantAccess, { body: { tenantId } }) as Promise<unknown>;
const outcomeOf = (call: Promise<unknown>) =>
  call.then(
    () => "answered",
    (error: unknown) => (error as AppError).code,
  );
const lastWay = () => asked.at(-1)?.by;

/** The first calls go over HTTP, while the link is being opened. */
async function linked(): Promise<void> {
  await until(async () => {
    await ask();
    return lastWay() === "link";
  });
}

test("the first call waits for no link, later ones go over it, each with its own answer in any order", async () => {
  expect(await ask()).toEqual({ said: TENANT });
  expect(lastWay()).toBe("http");
  await linked();
  answer = async (tenantId) => {
    await delay(Math.random() * 30);
    return { status: 200, body: { said: tenantId } };
  };
  const ids = Array.from({ length: 2_000 }, () => systemIds.next());
  expect(await Promise.all(ids.map(ask))).toEqual(ids.map((said) => ({ said })));
  expect(lastWay()).toBe("link");
});

test("an error is the other side's own", async () => {
  await linked();
  const refusal = new AppError("conflict", { detail: "Somebody was faster.", retryMs: 20, headSeq: 7 });
  answer = async () => ({ status: 409, body: problemOf(refusal, systemIds.next()) });
  await expect(ask()).rejects.toMatchObject({
    ...{ code: "conflict", detail: "Somebody was faster.", retryMs: 20, headSeq: 7 },
  });
});

test("large answers come whole", async () => {
  await linked();
  const said = "ü€😀".repeat(300_000);
  answer = async () => ({ status: 200, body: { said } });
  expect(await Promise.all([ask(), ask()])).toEqual([{ said }, { said }]);
  const conversations = Array.from({ length: 5_000 }, () => ({
    tenantId: TENANT,
    conversationId: systemIds.next(),
  }));
  expect(await outcomeOf(client.call(readHeads, { body: { conversations } }))).toBe("answered");
});

test("beside a release without links, and with a token that is not taken, calls go over HTTP", async () => {
  admitted = 404;
  for (let calls = 0; calls < 5; calls += 1) await ask();
  expect(new Set(asked.map(({ by }) => by))).toEqual(new Set(["http"]));
  token = "wrong";
  admitted = 204;
  await ask();
  await delay(50);
  await ask();
  expect(lastWay()).toBe("http");
});

test("one late answer is late alone; a link on which nothing comes any more is replaced", async () => {
  await linked();
  const late = systemIds.next();
  answer = async (tenantId) => {
    if (tenantId === late) await delay(3 * TIMEOUT_MS);
    return { status: 200, body: {} };
  };
  const first = outcomeOf(ask(late));
  const others = (async () => {
    for (const startedAt = performance.now(); performance.now() - startedAt < 1.5 * TIMEOUT_MS; await delay(20))
      await ask();
    return lastWay();
  })();
  expect([await first, await others]).toEqual(["unavailable", "link"]);

  answer = () => new Promise(() => undefined);
  const startedAt = performance.now();
  expect(await Promise.all([outcomeOf(ask()), outcomeOf(ask())])).toEqual(["unavailable", "unavailable"]);
  expect(performance.now() - startedAt).toBeLessThan(3 * TIMEOUT_MS);
  answer = async () => ({ status: 200, body: {} });
  await ask();
  expect(lastWay()).toBe("http");
  await linked();
});

test("a lost link fails what was in flight, and the next call goes on", async () => {
  await linked();
  answer = () => new Promise(() => undefined);
  const lost = outcomeOf(ask());
  await until(() => asked.length > 2);
  for (const socket of sockets) socket.destroy();
  expect(await lost).toBe("unavailable");
  answer = async () => ({ status: 200, body: {} });
  expect(await outcomeOf(ask())).toBe("answered");
  await linked();
});

test("a service that drains answers what is in flight, and is asked no more over its links", async () => {
  await linked();
  answer = async () => {
    await delay(200);
    return { status: 200, body: { said: "late" } };
  };
  const inFlight = ask();
  await delay(50);
  const drained = links.drain(5_000);
  await delay(50);
  const after = ask();
  expect(await Promise.all([inFlight, after])).toEqual([{ said: "late" }, { said: "late" }]);
  expect(lastWay()).toBe("http");
  await drained;
});

/** Asks for a link by hand. @returns the status line */
async function handshake(authority = LINK_AUTHORITY, authorization = "Bearer right", allowHalfOpen = false) {
  const socket = connect({ port: (server.address() as AddressInfo).port, host: "127.0.0.1", allowHalfOpen });
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n\r\n`);
  const [data] = (await once(socket, "data")) as [Buffer];
  return { socket, line: data.toString().split("\r\n")[0] ?? "" };
}

test.each([
  ["another authority", "example.com:443", "Bearer right", 404],
  ["another token", LINK_AUTHORITY, "Bearer wrong", 401],
])("no link is opened for %s, and nothing is kept of who asked", async (_by, authority, authorization, status) => {
  // Whoever asked does not close their side.
  const { socket, line } = await handshake(authority, authorization, true);
  expect(line).toBe(`HTTP/1.1 ${status} No link`);
  await until(() => sockets.size === 0);
  socket.destroy();
});

test("who offers another protocol is answered in this one", async () => {
  const headers = { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c", "http2-settings": "AAMAAABkAAQAAP__" };
  const asked = request(new URL("/", baseUrl()), { method: "POST", headers, agent: false });
  asked.end("{}");
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  response.resume();
  expect(response.statusCode).toBe(200);
});

test.each([
  ["another protocol", Buffer.from("GET / HTTP/1.1\r\n\r\n")],
  ["a call that is too large", Buffer.from("007fffff0000000100000001", "hex")],
  ["no JSON", encodeFrame(1, "{")],
  ["no call", encodeFrame(1, "null")],
])("%s ends its own connection and no other", async (_what, bytes) => {
  await linked();
  const { socket } = await handshake();
  socket.write(bytes);
  await once(socket, "close");
  await ask();
  expect(lastWay()).toBe("link");
});
