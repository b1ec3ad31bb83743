import { request } from "node:http";
import type { Duplex } from "node:stream";
import type { Socket } from "node:net";
import { corkedWriter } from "./corked-writer.ts";
import { encodeFrame, FrameReader, GOING_AWAY, type LinkFrame } from "./frames.ts";

/**
 * What a client asks to be connected with (RFC 9110, 9.3.6). Not by `Upgrade`, which clients also offer for HTTP/2: Node hands every
 * request with it to whoever listens for upgrades, where it could not be answered as the ordinary request that it is.
 */
export const LINK_AUTHORITY = "chorus-link:1";
const OPEN_WITHIN_MS = 2_000;
const CHECK_DEADLINES_EVERY_MS = 100;
const KEEP_ALIVE_MS = 10_000;
const MAX_WAITING_BYTES = 16 * 1024 * 1024;
const MAX_CALL = 0xffff_ffff;

/** A connection to another service with many calls in flight, answered in any order. */
export interface Link {
  /** @throws Error when the link is lost, or the answer is late */
  call(json: string): Promise<LinkFrame>;
  /** Takes no further calls, and ends when those in flight are answered. */
  leave(): void;
  /** Ends now: what is in flight fails. */
  destroy(error: Error): void;
}

export interface OpenLinkOptions {
  url: URL;
  serviceToken: string;
  /** From a call to its answer. */
  timeoutMs: number;
  /** It takes no further calls: it was lost, or the other side is going away. May come before the link itself. */
  onLeft: () => void;
}

const KNOWS_NO_LINKS = new Set([404, 405, 501]);

/** The other side is there, and does not speak the protocol. */
export class NoLinks extends Error {}

/** @throws NoLinks, or Error for another side that is not there */
export async function openLink(options: OpenLinkOptions): Promise<Link> {
  const { socket, head } = await connect(options);
  return linkOver(socket, head, options);
}

function connect({ url, serviceToken }: OpenLinkOptions): Promise<{ socket: Socket; head: Buffer }> {
  return new Promise((resolve, reject) => {
    const asked = request({
      ...{ method: "CONNECT", hostname: url.hostname, port: url.port, path: LINK_AUTHORITY, agent: false },
      headers: { authorization: `Bearer ${serviceToken}` },
      timeout: OPEN_WITHIN_MS,
    });
    asked.on("connect", ({ statusCode = 0 }, socket: Duplex, head) => {
      if (statusCode === 200) return resolve({ socket: socket as Socket, head });
      socket.destroy();
      const Kind = KNOWS_NO_LINKS.has(statusCode) ? NoLinks : Error;
      reject(new Kind(`no link: status ${statusCode}`));
    });
    asked.on("timeout", () => asked.destroy(new Error(`no link within ${OPEN_WITHIN_MS} ms`)));
    asked.on("error", reject);
    asked.end();
  });
}

interface Waiting {
  resolve: (answer: LinkFrame) => void;
  reject: (error: Error) => void;
  sinceMs: number;
}

function linkOver(socket: Socket, head: Buffer, { timeoutMs, onLeft }: OpenLinkOptions): Link {
  /** In the order of their deadlines, as each may take equally long. */
  const waiting = new Map<number, Waiting>();
  const reader = new FrameReader();
  const write = corkedWriter(socket);
  let isOpen = true;
  let lastCall = 0;
  let lastReadMs = 0;

  socket.setTimeout(0);
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  socket.unref();
  const late = () => new Error(`no answer within ${timeoutMs} ms`);
  const deadlines = setInterval(() => {
    const sinceMs = performance.now() - timeoutMs;
    for (const [call, { sinceMs: askedMs, reject }] of waiting) {
      if (askedMs > sinceMs) return;
      // Silent since then, the other side may be gone without a word: each further call would wait as long.
      if (lastReadMs < askedMs) return destroy(late());
      reject(late());
      settled(call);
    }
  }, CHECK_DEADLINES_EVERY_MS).unref();

  const settled = (call: number) => {
    waiting.delete(call);
    if (!isOpen && waiting.size === 0) socket.end();
  };

  const leave = () => {
    if (isOpen) onLeft();
    isOpen = false;
    if (waiting.size === 0) socket.end();
  };

  const destroy = (error: Error) => {
    socket.destroy();
    lost(error);
  };

  const lost = (error: Error) => {
    clearInterval(deadlines);
    if (isOpen) onLeft();
    isOpen = false;
    const failed = [...waiting.values()];
    waiting.clear();
    for (const { reject } of failed) reject(error);
  };

  const take = (frame: LinkFrame) => {
    if (frame.call === GOING_AWAY) return leave();
    waiting.get(frame.call)?.resolve(frame);
    settled(frame.call);
  };
  const read = (piece: Buffer) => {
    lastReadMs = performance.now();
    try {
      reader.read(piece, take);
    } catch (error) {
      destroy(error as Error);
    }
  };
  socket.on("data", read);
  socket.on("error", lost);
  socket.on("close", () => lost(new Error("the link was lost")));
  if (head.byteLength > 0) read(head);

  return {
    call(json) {
      if (socket.writableLength > MAX_WAITING_BYTES)
        return Promise.reject(new Error("the other side reads too slowly"));
      return new Promise((resolve, reject) => {
        lastCall = lastCall === MAX_CALL ? 1 : lastCall + 1;
        waiting.set(lastCall, { resolve, reject, sinceMs: performance.now() });
        write(encodeFrame(lastCall, json));
      });
    },
    leave,
    destroy,
  };
}
