import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Socket } from "node:net";
import { corkedWriter } from "./corked-writer.ts";
import { encodeFrame, FrameReader, GOING_AWAY, type LinkFrame } from "./frames.ts";
import type { LinkAnswer, LinkCall } from "./link-client.ts";
import { LINK_AUTHORITY } from "./open-link.ts";

/** Beyond it a link is not read on: what the other side sends waits there. */
const MAX_IN_FLIGHT = 512;
/** As large as a body of a route for services may be, and what stands around it. */
const MAX_CALL_BYTES = 5 * 1024 * 1024;
const MAX_WAITING_BYTES = 16 * 1024 * 1024;
/** The token with which it was opened has expired by then; the client opens another one before. */
const MAX_AGE_MS = 6 * 60_000;
const KEEP_ALIVE_MS = 10_000;

export interface LinkServerOptions {
  /** Whether it may be opened: the status that the route for it (`internal.links.open`) answers; 204 for yes. */
  admit: (headers: Record<string, string>) => Promise<number>;
  /** An error is an answer, too; when it rejects the link ends. */
  answer: (call: LinkCall) => Promise<LinkAnswer>;
}

/** The side of links that answers. */
export interface LinkServer {
  /** For the `connect` event of an HTTP server. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every client to call elsewhere, and answers what is in flight; what is left after `deadlineMs` is cut. */
  drain(deadlineMs: number): Promise<void>;
}

interface Accepted {
  leave(): void;
  destroy(): void;
}

export function createLinkServer({ admit, answer }: LinkServerOptions): LinkServer {
  const links = new Set<Accepted>();
  const emptied: (() => void)[] = [];
  let isDraining = false;

  async function admitted(request: IncomingMessage, socket: Duplex): Promise<boolean> {
    const isLink = request.url === LINK_AUTHORITY;
    const status = isLink ? await admit({ authorization: request.headers.authorization ?? "" }) : 404;
    if (status === 204 && !isDraining) return true;
    const refusal = `HTTP/1.1 ${status === 204 ? 503 : status} No link\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;
    // Whoever keeps it open on their side keeps nothing of ours.
    socket.end(refusal, () => socket.destroy());
    return false;
  }

  function serve(socket: Socket, head: Buffer): void {
    const reader = new FrameReader(MAX_CALL_BYTES);
    const write = corkedWriter(socket);
    let inFlight = 0;
    let isEnding = false;

    const flow = () => {
      if (inFlight >= MAX_IN_FLIGHT || socket.writableLength > MAX_WAITING_BYTES) socket.pause();
      else if (socket.isPaused()) socket.resume();
    };
    const take = ({ call, json }: LinkFrame) => {
      inFlight += 1;
      const answered = ({ bytes, ...said }: LinkAnswer) => {
        inFlight -= 1;
        if (!socket.destroyed) write(encodeFrame(call, JSON.stringify(said), bytes));
        if (isEnding && inFlight === 0) socket.end();
        flow();
      };
      answer(JSON.parse(json) as LinkCall).then(answered, () => socket.destroy());
    };
    const read = (piece: Buffer) => {
      try {
        reader.read(piece, take);
        flow();
      } catch {
        // No frame, or no JSON in it: nothing that follows can be read.
        socket.destroy();
      }
    };
    const accepted: Accepted = {
      leave: () => write(encodeFrame(GOING_AWAY, "{}")),
      destroy: () => socket.destroy(),
    };
    const tooOld = setTimeout(() => socket.destroy(), MAX_AGE_MS).unref();

    links.add(accepted);
    socket.setTimeout(0);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.on("data", read);
    socket.on("drain", flow);
    // Without a listener it would end the process; "close" follows.
    socket.on("error", () => undefined);
    socket.on("end", () => {
      isEnding = true;
      if (inFlight === 0) socket.end();
    });
    socket.on("close", () => {
      clearTimeout(tooOld);
      links.delete(accepted);
      if (links.size === 0) for (const resolve of emptied.splice(0)) resolve();
    });
    socket.write("HTTP/1.1 200 Link\r\n\r\n");
    if (head.byteLength > 0) read(head);
  }

  return {
    accept(request, socket, head) {
      socket.on("error", () => undefined);
      admitted(request, socket).then(
        (isAdmitted) => {
          if (isAdmitted && !socket.destroyed) serve(socket as Socket, head);
        },
        () => socket.destroy(),
      );
    },
    async drain(deadlineMs) {
      isDraining = true;
      if (links.size === 0) return;
      const empty = new Promise<void>((resolve) => emptied.push(resolve));
      for (const link of links) link.leave();
      const cut = setTimeout(() => {
        for (const link of links) link.destroy();
      }, deadlineMs);
      await empty;
      clearTimeout(cut);
    },
  };
}
