import { createServer, connect, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { systemIds } from "@chorus/kernel/ids";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { Connection, Transport, TransportHandlers, TransportOptions } from "../../src/transport/transport.ts";
import { listenUws } from "../../src/transport/uws-transport.ts";

/** Each test is one of the pitfalls of reference/realtime.md, part 5 (U1 to U12). */

const open: Transport[] = [];
const sockets: (WebSocket | Socket)[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0))
    if (socket instanceof WebSocket) socket.terminate();
    else socket.destroy();
  for (const transport of open.splice(0)) transport.close();
});

interface Seen {
  connections: Connection[];
  texts: (string | null)[];
  closed: number[];
  failures: unknown[];
}

async function serve(
  handlers: Partial<TransportHandlers<string>> = {},
  options: Partial<TransportOptions<string>> = {},
) {
  const seen: Seen = { connections: [], texts: [], closed: [], failures: [] };
  const transport = await listenUws<string>({
    host: "127.0.0.1",
    port: 0,
    path: "/ws",
    maxMessageBytes: 64 * 1024,
    maxBufferedBytes: 1024 * 1024,
    nextId: () => systemIds.next(),
    trustProxy: false,
    routes: [],
    ...options,
    handlers: {
      upgrade: () => ({ accept: true, subprotocol: "chorus.v1", state: "state" }),
      received: (_connection, text) => void seen.texts.push(text),
      drained: () => undefined,
      ...handlers,
      opened: (connection, state) => {
        seen.connections.push(connection);
        handlers.opened?.(connection, state);
      },
      closed: (connection, code) => {
        seen.closed.push(code);
        handlers.closed?.(connection, code);
      },
      failed: (error) => void seen.failures.push(error),
    },
  });
  open.push(transport);
  const url = `${transport.url.replace("http", "ws")}/ws`;
  return { transport, seen, url };
}

function dial(url: string, protocols = ["chorus.v1"]): WebSocket {
  const socket = new WebSocket(url, protocols);
  socket.on("error", () => undefined);
  sockets.push(socket);
  return socket;
}

const event = (socket: WebSocket, name: "open" | "message" | "close") =>
  new Promise<unknown[]>((resolve) => socket.once(name, (...values: unknown[]) => resolve(values)));

const textsOf = (socket: WebSocket): string[] => {
  const texts: string[] = [];
  socket.on("message", (data: Buffer) => texts.push(data.toString()));
  return texts;
};

function raw(url: string): Socket {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.on("error", () => undefined);
  sockets.push(socket);
  return socket;
}

function only({ connections: [connection] }: Seen): Connection {
  if (!connection) throw new Error("nobody is connected");
  return connection;
}

const HANDSHAKE =
  "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" +
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

describe("the transport", () => {
  it("answers exactly one subprotocol of several offered", async () => {
    const { url } = await serve();
    const socket = dial(url, ["chorus.v1", "chorus.bearer.secret"]);
    await event(socket, "open");
    expect(socket.protocol).toBe("chorus.v1");
  });

  it.each(["Grüße", "déjà vu, 12 €", "日本 é", "\u00ff\u0080\u00a0", "plain"])(
    "sends %j whole, whatever Node this is",
    async (text) => {
      const { url, transport } = await serve(
        {
          opened: (connection) => {
            connection.send(text);
            connection.subscribe("topic");
            transport.publish("topic", text);
            connection.close(4001, text);
          },
        },
        { routes: [{ path: "/text", answer: () => ({ status: 200, contentType: "text/plain", body: text }) }] },
      );
      const socket = dial(url);
      const texts = textsOf(socket);
      const [code, reason] = await event(socket, "close");
      expect(texts).toEqual([text, text]);
      expect([code, String(reason)]).toEqual([4001, text]);
      expect(await (await fetch(`${transport.url}/text`)).text()).toBe(text);
    },
  );

  it("U5: sending to a closed connection answers false instead of throwing", async () => {
    const { url, seen } = await serve();
    const socket = dial(url);
    await event(socket, "open");
    const [connection] = seen.connections;
    connection?.close(4001, "draining");
    expect(connection?.isOpen).toBe(false);
    expect(connection?.send("late")).toBe(false);
    expect(connection?.bufferedBytes()).toBe(0);
    connection?.subscribe("x");
    connection?.unsubscribe("x");
    connection?.close(4000, "again");
    expect(seen.closed).toEqual([4001]);
    expect((await event(socket, "close"))[0]).toBe(4001);
  });

  it("U5: a connection that closes while its handler waits takes nothing more", async () => {
    let resume: (() => void) | undefined;
    let answered: Promise<boolean> | undefined;
    const { url, seen } = await serve({
      received: (connection) => {
        answered = new Promise<void>((resolve) => (resume = resolve)).then(() => connection.send("late"));
      },
    });
    const socket = dial(url);
    await event(socket, "open");
    socket.send("question");
    await expect.poll(() => answered !== undefined).toBe(true);
    socket.terminate();
    await expect.poll(() => seen.closed).toHaveLength(1);
    resume?.();
    expect(await answered).toBe(false);
  });

  it("U6: a handler that throws closes its own connection with 4000 and nobody else's", async () => {
    const { url, seen } = await serve({
      received: () => {
        throw new Error("broken");
      },
    });
    const [good, bad] = [dial(url), dial(url)];
    await Promise.all([event(good, "open"), event(bad, "open")]);
    bad.send("x");
    expect((await event(bad, "close"))[0]).toBe(4000);
    expect(seen.failures).toHaveLength(1);
    expect(good.readyState).toBe(WebSocket.OPEN);
  });

  it("U7: 100 upgrades with `Connection: close` beside the upgrade lose nobody who is answered at once", async () => {
    const { url, seen } = await serve({ opened: (connection) => void connection.send("first") });
    const spurious = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const socket = raw(url);
        socket.write(HANDSHAKE.replace("Connection: Upgrade", "Connection: close, Upgrade"));
        let received = "";
        for await (const chunk of socket) {
          received += (chunk as Buffer).toString("latin1");
          if (received.includes("first")) return false;
        }
        return true;
      }),
    );
    expect(spurious.filter(Boolean)).toEqual([]);
    expect(seen.connections).toHaveLength(100);
  });

  it("U9: a message may be kept after its handler", async () => {
    const { url, seen } = await serve();
    const socket = dial(url);
    await event(socket, "open");
    socket.send("kept");
    socket.send(Buffer.from([1, 2]));
    await expect.poll(() => seen.texts).toEqual(["kept", null]);
  });

  it("U3: what is too large or not UTF-8 ends without a close frame, and others stay", async () => {
    const { url, seen } = await serve();
    const [large, other] = [dial(url), dial(url)];
    await Promise.all([event(large, "open"), event(other, "open")]);
    large.send("x".repeat(64 * 1024 + 1));
    expect((await event(large, "close"))[0]).toBe(1006);

    const broken = raw(url);
    broken.write(HANDSHAKE);
    await new Promise((resolve) => broken.once("data", resolve));
    broken.write(Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]));
    await new Promise((resolve) => broken.once("close", resolve));
    expect(seen.texts).toEqual([]);
    expect(other.readyState).toBe(WebSocket.OPEN);
  });

  it("U1, U4, U8: who does not read is cut off after a whole prefix; others miss nothing", async () => {
    const { url, transport, seen } = await serve({ opened: (connection) => connection.subscribe("all") });
    const [slow, quick] = [dial(url), dial(url)];
    await Promise.all([event(slow, "open"), event(quick, "open")]);
    const [slowTexts, quickTexts] = [textsOf(slow), textsOf(quick)];
    slow.pause();
    const filling = "x".repeat(16 * 1024);
    let count = 0;
    while (seen.closed.length === 0 && count < 2_000) {
      for (let burst = 0; burst < 20; burst += 1) {
        count += 1;
        transport.publish("all", `${count} ${filling}`);
      }
      const sent = count;
      await expect.poll(() => quickTexts.length, { interval: 1 }).toBe(sent);
    }
    expect(seen.closed).toEqual([1006]);
    slow.resume();
    await event(slow, "close");
    expect(slowTexts.map((text) => Number.parseInt(text, 10))).toEqual(Array.from(slowTexts, (_, index) => index + 1));
    expect(slowTexts.length).toBeLessThan(count);
    expect(quickTexts).toHaveLength(count);
  });

  it("U2: below its limit a close frame still reaches a reader that is behind", async () => {
    const { url, seen } = await serve();
    const socket = dial(url);
    await event(socket, "open");
    socket.pause();
    const connection = only(seen);
    while (connection.bufferedBytes() < 256 * 1024) connection.send("x".repeat(16 * 1024));
    connection.close(4002, "slow reader");
    socket.resume();
    expect((await event(socket, "close"))[0]).toBe(4002);
  });

  it("keeps the order of what is sent to one and published to all", async () => {
    const { url, transport, seen } = await serve();
    const socket = dial(url);
    await event(socket, "open");
    const texts = textsOf(socket);
    const [connection] = seen.connections;
    transport.publish("t", "before joining");
    connection?.send("1");
    connection?.subscribe("t");
    transport.publish("t", "2");
    connection?.send("3");
    transport.publish("t", "4");
    connection?.unsubscribe("t");
    transport.publish("t", "after leaving");
    connection?.send("5");
    await expect.poll(() => texts.at(-1)).toBe("5");
    expect(texts.slice(0, 3)).toEqual(["1", "2", "3"]);
    expect(texts).not.toContain("before joining");
    expect(texts).not.toContain("after leaving");
  });

  it("tells once when everything buffered was taken", async () => {
    let drained = 0;
    const { url, seen } = await serve({ drained: () => void (drained += 1) });
    const socket = dial(url);
    await event(socket, "open");
    socket.pause();
    const connection = only(seen);
    while (connection.bufferedBytes() === 0) connection.send("x".repeat(64 * 1024));
    expect(drained).toBe(0);
    socket.resume();
    await expect.poll(() => drained).toBe(1);
    expect(connection.bufferedBytes()).toBe(0);
  });

  it("serves routes, also to clients that leave before the answer", async () => {
    let answer: (() => void) | undefined;
    const waiting = new Promise<void>((resolve) => (answer = resolve));
    const routes = [
      { path: "/fast", answer: () => ({ status: 503, contentType: "text/plain", body: "no" }) },
      { path: "/slow", answer: () => waiting.then(() => ({ status: 200, contentType: "text/plain", body: "late" })) },
      { path: "/broken", answer: () => Promise.reject(new Error("broken")) },
    ];
    const { transport, seen, url } = await serve({}, { routes });
    const impatient = raw(url);
    impatient.write("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    await new Promise((resolve) => setImmediate(resolve));
    impatient.destroy();
    const fast = await fetch(`${transport.url}/fast`);
    expect([fast.status, fast.headers.get("content-type"), await fast.text()]).toEqual([503, "text/plain", "no"]);
    answer?.();
    expect((await fetch(`${transport.url}/slow`)).status).toBe(200);
    expect((await fetch(`${transport.url}/broken`)).status).toBe(500);
    expect((await fetch(`${transport.url}/unknown`)).status).toBe(404);
    expect(seen.failures).toHaveLength(1);
  });

  it("names a port that is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    await expect(serve({}, { port })).rejects.toThrow(`port ${port} is in use`);
    await new Promise((resolve) => other.close(resolve));
  });

  it("stops listening while open connections go on", async () => {
    const { url, transport, seen } = await serve();
    const socket = dial(url);
    await event(socket, "open");
    transport.stopListening();
    const late = dial(url);
    expect((await event(late, "close"))[0]).toBe(1006);
    const texts = textsOf(socket);
    seen.connections[0]?.send("still here");
    await expect.poll(() => texts).toEqual(["still here"]);
  });

  it("takes the client's address from the proxy only when told to", async () => {
    const headers = { "x-forwarded-for": "203.0.113.9, 198.51.100.7" };
    for (const [trustProxy, address] of [
      [false, "127.0.0.1"],
      [true, "198.51.100.7"],
    ] as const) {
      const { url, seen } = await serve({}, { trustProxy });
      const socket = new WebSocket(url, ["chorus.v1"], { headers });
      sockets.push(socket);
      await event(socket, "open");
      expect(seen.connections[0]?.address).toBe(address);
    }
  });
});
