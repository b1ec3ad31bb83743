import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { until } from "@chorus/testing/until";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startToxicProxy, type ToxicProxy } from "../faults/proxy/toxic-proxy.ts";

/** Answers everything with the same, and remembers in how many pieces it came. */
let server: Server;
let received: Buffer[];
let serverSockets: Socket[];
let proxy: ToxicProxy;
let client: Socket;
let answers: string;

const portOf = (listening: Server) => (listening.address() as AddressInfo).port;

async function listenEchoing(): Promise<Server> {
  const echo = createServer((socket) => {
    serverSockets.push(socket);
    socket.on("error", () => undefined);
    socket.on("data", (chunk: Buffer) => {
      received.push(chunk);
      socket.write(chunk);
    });
  });
  echo.listen(0, "127.0.0.1");
  await once(echo, "listening");
  return echo;
}

function dial(): Socket {
  const socket = connect(proxy.port, "127.0.0.1");
  socket.setEncoding("utf8");
  socket.on("data", (text: string) => (answers += text));
  socket.on("error", () => undefined);
  return socket;
}

beforeEach(async () => {
  [received, serverSockets, answers] = [[], [], ""];
  server = await listenEchoing();
  proxy = await startToxicProxy([portOf(server)]);
  client = dial();
});
afterEach(async () => {
  client.destroy();
  await proxy[Symbol.asyncDispose]();
  for (const socket of serverSockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const receivedText = () => Buffer.concat(received).toString();

describe("the toxic proxy", () => {
  it("without toxics changes nothing, whatever the size", async () => {
    const text = "0123456789".repeat(200_000);
    client.write(text);
    await until(() => answers.length === text.length);
    expect(answers).toBe(text);
  });

  it("delays both ways, and keeps what is on its way in order", async () => {
    proxy.setToxics({ latencyMs: 60, jitterMs: 20 });
    const startedAt = performance.now();
    for (const text of ["one ", "two ", "three"]) client.write(text);
    await until(() => answers === "one two three");
    const tookMs = performance.now() - startedAt;
    expect(tookMs).toBeGreaterThanOrEqual(118);
    expect(tookMs).toBeLessThan(1_000);
  });

  it("slices", async () => {
    proxy.setToxics({ sliceBytes: 3 });
    client.write("0123456789");
    await until(() => answers === "0123456789");
    expect(received.length).toBeGreaterThan(1);
    expect(received.every((chunk) => chunk.length <= 9)).toBe(true);
  });

  it("limits the bytes per second", async () => {
    proxy.setToxics({ bytesPerSecond: 20_000 });
    const startedAt = performance.now();
    client.write("x".repeat(8_000));
    await until(() => receivedText().length === 8_000);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(390);
  });

  it.each(["up", "down"] as const)("holds only what goes %s, and delivers it when it is healed", async (hold) => {
    client.write("before ");
    await until(() => answers === "before ");
    proxy.setToxics({ hold });
    client.write("during");
    if (hold === "down") await until(() => receivedText() === "before during");
    await delay(100);
    expect(receivedText()).toBe(hold === "down" ? "before during" : "before ");
    expect(answers).toBe("before ");
    proxy.setToxics({});
    await until(() => answers === "before during");
  });

  it("resets: both ends are told", async () => {
    client.write("x");
    await until(() => answers === "x");
    const failed = once(client, "error");
    proxy.reset();
    expect((await failed)[0]).toMatchObject({ code: "ECONNRESET" });
    await until(() => serverSockets[0]?.closed);
    expect(proxy.size).toBe(0);
  });

  it("makes connections half-open for ever, while new ones work", async () => {
    client.write("x");
    await until(() => answers === "x");
    proxy.forget();
    client.write("lost");
    await delay(100);
    proxy.setToxics({});
    await delay(50);
    expect([answers, receivedText(), client.closed]).toEqual(["x", "x", false]);
    answers = "";
    const other = dial();
    other.write("new");
    await until(() => answers === "new");
    other.destroy();
  });

  it("refuses new connections and leaves the open ones alone", async () => {
    client.write("x");
    await until(() => answers === "x");
    proxy.setToxics({ refuse: true });
    const other = connect(proxy.port, "127.0.0.1");
    expect((await once(other, "error"))[0]).toMatchObject({ code: "ECONNRESET" });
    client.write("y");
    await until(() => answers === "xy");
  });

  it("takes the upstreams in turn, and the next one when one does not listen", async () => {
    const second = await listenEchoing();
    proxy.setUpstreams([portOf(server), 1, portOf(second)]);
    client.write("x");
    await until(() => answers === "x");
    const others = [dial(), dial(), dial()];
    for (const other of others) other.write("y");
    await until(() => answers === "xyyy");
    for (const other of others) other.destroy();
    await new Promise<void>((resolve) => {
      for (const socket of serverSockets) socket.destroy();
      second.close(() => resolve());
    });
  });

  it("passes an orderly end on, both ways", async () => {
    client.end("bye");
    await until(() => answers === "bye" && client.closed);
    expect(proxy.size).toBe(0);
  });
});
