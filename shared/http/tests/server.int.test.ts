import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { Problem } from "@chorus/contracts/errors";
import { Hono } from "hono";
import { afterEach, expect, test } from "vitest";
import { listen, type HttpServer, type ListenOptions } from "../src/server.ts";

let server: HttpServer;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server.close(0);
});

async function serveWith(options: Partial<ListenOptions>): Promise<void> {
  const app = new Hono();
  app.post("/", async (http) => http.text(await http.req.text()));
  server = await listen(app, { host: "127.0.0.1", port: 0, ...options });
}

function open(): Socket {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  socket.on("error", () => socket.destroy());
  sockets.push(socket);
  return socket;
}

test("one network has its share of connections, and gets it back when it closes some", async () => {
  await serveWith({ connectionsPerNetwork: 3 });
  const held = [open(), open(), open()];
  await Promise.all(held.map((socket) => once(socket, "connect")));
  await once(open(), "close");
  held[0]?.destroy();
  await expect
    .poll(() =>
      fetch(server.url, { method: "POST", body: "hi" }).then(
        (answer) => answer.text(),
        () => null,
      ),
    )
    .toBe("hi");
});

test("whoever sends the body a byte at a time is ended at the deadline", async () => {
  await serveWith({ deadlines: { headersMs: 100, requestMs: 200, checkEveryMs: 20 } });
  const socket = open();
  socket.resume();
  socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n");
  const drip = setInterval(() => socket.write("x"), 20);
  await once(socket, "close");
  clearInterval(drip);
  expect(socket.destroyed).toBe(true);
});

test("closing waits for the answers in flight, not for the connections they came on", async () => {
  let answer = () => undefined as void;
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const app = new Hono();
  const asked = new Promise<void>((resolve) => {
    app.get("/", async (http) => {
      resolve();
      await mayAnswer;
      return http.text("whole");
    });
  });
  server = await listen(app, { host: "127.0.0.1", port: 0 });
  const socket = open();
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.write("GET / HTTP/1.1\r\nhost: x\r\nconnection: keep-alive\r\n\r\n");
  await asked;
  const closed = server.close(60_000);
  answer();
  await closed;
  expect(Buffer.concat(chunks).toString()).toContain("whole");
});

async function answerTo(text: string): Promise<string> {
  const socket = open();
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.write(text);
  await once(socket, "close");
  return Buffer.concat(chunks).toString();
}

test.each([
  ["comes too slowly", "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nx", 408, "request_timeout"],
  ["never comes", "POST / HTTP/1.1\r\n", 408, "request_timeout"],
  ["has too long headers", `GET / HTTP/1.1\r\nx: ${"x".repeat(20_000)}\r\n\r\n`, 431, "headers_too_large"],
  ["is none", "hello\r\n\r\n", 400, "bad_request"],
])("a request that %s is refused with a problem document", async (_, text, status, code) => {
  await serveWith({ deadlines: { headersMs: 100, requestMs: 200, checkEveryMs: 20 } });
  const [head = "", body = ""] = (await answerTo(text)).split("\r\n\r\n");
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toContain("application/problem+json");
  expect(Problem.parse(JSON.parse(body))).toMatchObject({ status, code });
});
