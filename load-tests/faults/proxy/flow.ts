import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Toxics } from "./toxics.ts";

/** More than this waiting in a flow stops reading from its source, so that back pressure gets through. */
const MAX_WAITING_BYTES = 256 * 1024;

export interface FlowOptions {
  source: Socket;
  sink: Socket;
  direction: "up" | "down";
  toxics: () => Toxics;
  /** Resolves at the next change of the toxics. */
  nextChange: () => Promise<void>;
  /** Swallows everything, for ever: a peer that has gone without a word. */
  isDead: () => boolean;
}

/** Carries one direction of a connection, in order, through the toxics. Ends with either socket. */
export function startFlow(options: FlowOptions): void {
  const { source, sink } = options;
  const waiting: { chunk: Buffer; atMs: number }[] = [];
  let waitingBytes = 0;
  let lastAtMs = 0;
  let isRunning = false;
  let hasEnded = false;

  source.on("data", (chunk: Buffer) => {
    if (options.isDead()) return;
    const { latencyMs = 0, jitterMs = 0 } = options.toxics();
    lastAtMs = Math.max(lastAtMs, performance.now() + latencyMs + Math.random() * jitterMs);
    waiting.push({ chunk, atMs: lastAtMs });
    waitingBytes += chunk.length;
    if (waitingBytes > MAX_WAITING_BYTES) source.pause();
    run();
  });
  source.on("end", () => {
    hasEnded = true;
    run();
  });

  function run(): void {
    if (isRunning) return;
    isRunning = true;
    void drain().finally(() => {
      isRunning = false;
      if (waiting.length > 0) run();
      else if (hasEnded && !options.isDead()) sink.end();
    });
  }

  async function drain(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const waitMs = next.atMs - performance.now();
      if (waitMs > 0) await delay(waitMs);
      while (isHeld() && !sink.destroyed) await options.nextChange();
      await deliver(next.chunk);
      waitingBytes -= next.chunk.length;
      if (waitingBytes <= MAX_WAITING_BYTES / 2) source.resume();
    }
  }

  function isHeld(): boolean {
    const { hold } = options.toxics();
    return hold === "both" || hold === options.direction;
  }

  async function deliver(chunk: Buffer): Promise<void> {
    const { sliceBytes, bytesPerSecond } = options.toxics();
    const pieceBytes = sliceBytes ?? (bytesPerSecond ? Math.max(1, Math.ceil(bytesPerSecond / 20)) : chunk.length);
    for (let start = 0; start < chunk.length; start += pieceBytes) {
      if (options.isDead() || sink.destroyed) return;
      const piece = chunk.subarray(start, start + pieceBytes);
      if (bytesPerSecond) await delay((piece.length / bytesPerSecond) * 1000);
      if (!sink.write(piece)) await hasRoom(sink);
      // A piece of its own for the reader: without a pause the kernel joins them again.
      if (sliceBytes) await delay(0);
    }
  }
}

/** Resolves when the socket takes more, or is gone. Its error is told to its owner, not here. */
function hasRoom(sink: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      sink.off("drain", done).off("close", done);
      resolve();
    };
    sink.on("drain", done).on("close", done);
  });
}
