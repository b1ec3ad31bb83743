import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { setUpGateway } from "../set-up-gateway.ts";
import { echo, octets } from "./case.ts";
import { text } from "./frame-bytes.ts";
import { ACCEPT, requestHead, type Headers } from "./handshake-bytes.ts";
import { createHealthyPair } from "./healthy-pair.ts";
import { RawPeer } from "./raw-peer.ts";

/** The opening handshake of RFC 6455 over raw TCP, and what TCP itself can do to a connection. */

const { harness, gateway } = await setUpGateway();
const others = await createHealthyPair(harness, gateway);
/** Sends half a header and then nothing, from the beginning of this file to its end. */
const silent = new RawPeer(gateway.url);
await silent.write("GET /ws HTTP/1.1\r\nHost: chorus.test\r\nUpgr");
afterAll(() => silent.destroy());

async function withPeer(work: (peer: RawPeer) => Promise<void>): Promise<void> {
  const peer = new RawPeer(gateway.url);
  try {
    await work(peer);
  } finally {
    await peer.destroy();
  }
  await others.exchange();
}

const helloFrame = async () => text(JSON.stringify({ type: "hello", token: (await harness.person("agent")).token }));

interface HandshakeCase {
  id: string;
  name: string;
  headers?: Headers;
  requestLine?: string;
}

describe("RFC 6455, an opening handshake that is accepted", () => {
  it.each<HandshakeCase & { subprotocol: string }>([
    { id: "10.1.1", name: "as in the RFC", subprotocol: "chorus.v1" },
    {
      id: "10.1.2",
      name: "Connection as a list, names in other cases",
      headers: { Upgrade: "WebSocket", Connection: "keep-alive, upgrade" },
      subprotocol: "chorus.v1",
    },
    {
      id: "10.1.3",
      name: "several subprotocols, one answered",
      headers: { "Sec-WebSocket-Protocol": "chorus.v2, chorus.v1, chorus.bearer.abc" },
      subprotocol: "chorus.v1",
    },
    {
      id: "10.1.4",
      name: "several subprotocols in several headers",
      headers: { "Sec-WebSocket-Protocol": "chorus.v2\r\nSec-WebSocket-Protocol: chorus.v1" },
      subprotocol: "chorus.v1",
    },
    {
      id: "10.1.5",
      name: "an extension that is not negotiated",
      headers: { "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits" },
      subprotocol: "chorus.v1",
    },
    { id: "10.1.6", name: "a query without a token", requestLine: "GET /ws?tab=2 HTTP/1.1", subprotocol: "chorus.v1" },
  ])("$id $name", async ({ headers, requestLine, subprotocol }) => {
    await withPeer(async (peer) => {
      await peer.write(requestHead(headers, requestLine));
      await peer.saw("101");
      expect(headersOf(peer, "sec-websocket-accept")).toEqual([ACCEPT]);
      expect(headersOf(peer, "sec-websocket-protocol")).toEqual([subprotocol]);
      expect(headersOf(peer, "sec-websocket-extensions")).toEqual([]);
      expect(peer.head.toLowerCase()).toMatch(/\r\nupgrade: websocket\r\n/);
      await peer.write(await helloFrame());
      await peer.saw("welcome");
    });
  });

  it.each([
    { id: "10.2.1", name: "an unknown version", offer: "chorus.v9" },
    { id: "10.2.2", name: "somebody else's", offer: "graphql-ws, soap" },
    { id: "10.2.3", name: "a token and no version", offer: "chorus.bearer.abc" },
    { id: "10.2.4", name: "none", offer: null },
  ])("$id and closed 4501: $name", async ({ offer }) => {
    await withPeer(async (peer) => {
      await peer.write(requestHead({ "Sec-WebSocket-Protocol": offer }));
      await peer.ended();
      expect(peer.seen).toEqual(["101", "close 4501", "end"]);
      // A subprotocol the client did not offer, or a secret, must not come back.
      const answered = headersOf(peer, "sec-websocket-protocol");
      expect(answered.every((name) => offer?.split(", ").includes(name) && !name.includes("bearer"))).toBe(true);
    });
  });
});

describe("RFC 6455, an opening handshake that is refused", () => {
  it.each<HandshakeCase & { status: string }>([
    { id: "10.3.1", name: "no key", headers: { "Sec-WebSocket-Key": null }, status: "400" },
    { id: "10.3.2", name: "a short key", headers: { "Sec-WebSocket-Key": "c2hvcnQ=" }, status: "400" },
    {
      id: "10.3.3",
      name: "24 characters that are no key",
      headers: { "Sec-WebSocket-Key": "x".repeat(24) },
      status: "400",
    },
    { id: "10.3.4", name: "no version", headers: { "Sec-WebSocket-Version": null }, status: "426" },
    { id: "10.3.5", name: "version 8", headers: { "Sec-WebSocket-Version": "8" }, status: "426" },
    { id: "10.3.6", name: "version 14", headers: { "Sec-WebSocket-Version": "14" }, status: "426" },
    { id: "10.3.7", name: "no Upgrade", headers: { Upgrade: null }, status: "426" },
    { id: "10.3.8", name: "another Upgrade", headers: { Upgrade: "h2c" }, status: "426" },
    { id: "10.3.9", name: "no Connection", headers: { Connection: null }, status: "426" },
    { id: "10.3.10", name: "POST", requestLine: "POST /ws HTTP/1.1", status: "405" },
    { id: "10.3.11", name: "another path", requestLine: "GET /ws/ HTTP/1.1", status: "404" },
    { id: "10.3.12", name: "a token in the URL", requestLine: "GET /ws?token=abc HTTP/1.1", status: "400" },
    { id: "10.3.13", name: "the same in capitals", requestLine: "GET /ws?Access_Token=abc HTTP/1.1", status: "400" },
    {
      id: "10.3.14",
      name: "something like a JWT under another name",
      requestLine: "GET /ws?t=eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2ln HTTP/1.1",
      status: "400",
    },
    {
      id: "10.3.15",
      name: "a plain GET",
      headers: { Upgrade: null, Connection: null, "Sec-WebSocket-Key": null },
      status: "426",
    },
  ])("$id $name: $status", async ({ headers, requestLine, status }) => {
    await withPeer(async (peer) => {
      await peer.write(requestHead(headers, requestLine));
      await peer.saw(status);
      expect(headersOf(peer, "sec-websocket-version")).toEqual(status === "426" ? ["13"] : []);
      expect(headersOf(peer, "allow")).toEqual(status === "405" ? ["GET"] : []);
    });
  });

  it.each([
    { id: "10.4.1", name: "HTTP/1.0", bytes: requestHead({}, "GET /ws HTTP/1.0") },
    { id: "10.4.2", name: "no Host", bytes: requestHead({ Host: null }) },
    { id: "10.4.3", name: "a header of 1 MiB", bytes: requestHead({ "X-Large": "x".repeat(1_048_576) }) },
    {
      id: "10.4.4",
      name: "1,000 headers",
      bytes: requestHead(Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`X-${index}`, "x"]))),
    },
    { id: "10.4.5", name: "a TLS hello", bytes: Buffer.from("16030100a50100", "hex") },
    { id: "10.4.6", name: "WebSocket frames without a handshake", bytes: echo("x") },
    { id: "10.4.7", name: "no HTTP at all", bytes: "HELO chorus\r\n\r\n" },
  ])("$id $name: refused or cut off", async ({ bytes }) => {
    await withPeer(async (peer) => {
      await peer.write(bytes);
      // What looks like the beginning of a request may be waited for; the end of it is the end.
      peer.endWriting();
      await peer.ended();
      expect(peer.seen[0]).toMatch(/^(4\d\d|505|end)$/);
    });
  });
});

describe("RFC 6455, over a TCP that is slow or half open", () => {
  // uWebSockets answers 505 when a packet ends within the request line: it has to come whole, as every client sends it.
  it("11.1 headers that drip in octet by octet are a handshake", async () => {
    await withPeer(async (peer) => {
      const head = requestHead();
      const headersAt = head.indexOf("\r\n") + 2;
      await peer.write(head.slice(0, headersAt));
      for (const octet of octets(Buffer.from(head.slice(headersAt)))) {
        await peer.write(octet);
        await nextTurn();
      }
      await peer.saw("101");
      await peer.write(await helloFrame());
      await peer.saw("welcome");
    });
  });

  it("11.2 half a handshake, then the end of our direction", async () => {
    await withPeer(async (peer) => {
      await peer.write(requestHead().slice(0, 60));
      peer.endWriting();
      await peer.ended();
      expect(peer.seen).toEqual(["end"]);
    });
  });

  it("11.3 the end of our direction without a close frame ends the connection", async () => {
    await withPeer(async (peer) => {
      await peer.write(requestHead());
      await peer.saw("101");
      await peer.write(await helloFrame());
      await peer.saw("welcome");
      peer.endWriting();
      await peer.ended();
      expect(peer.seen).toEqual(["101", "welcome", "end"]);
    });
  });

  it("11.4 a request and then the end of our direction", async () => {
    await withPeer(async (peer) => {
      await peer.write(requestHead());
      await peer.saw("101");
      await peer.write(await helloFrame());
      await peer.saw("welcome");
      await peer.write(Buffer.concat([echo("a"), echo("b")]));
      peer.endWriting();
      await peer.ended();
      expect(peer.seen.slice(0, -1)).toEqual(["101", "welcome", "ok a", "ok b"]);
    });
  });

  it("11.5 a frame's header, then the end of our direction", async () => {
    await withPeer(async (peer) => {
      await peer.write(requestHead());
      await peer.saw("101");
      await peer.write(echo("x").subarray(0, 4));
      peer.endWriting();
      await peer.ended();
      expect(peer.seen).toEqual(["101", "end"]);
    });
  });

  it("11.6 a handshake that never ends is cut off", async () => {
    await silent.ended(15_000);
    expect(silent.seen).toEqual(["end"]);
    await others.exchange();
  });
});

function headersOf(peer: RawPeer, name: string): string[] {
  return peer.head
    .split("\r\n")
    .flatMap((line) => (line.toLowerCase().startsWith(`${name}: `) ? [line.slice(name.length + 2)] : []));
}
