import { concerns } from "@chorus/auth/revocation";
import type { HeldSession } from "@chorus/auth/session-check";
import type { ControlMessage } from "@chorus/contracts/bus/messages";
import { SummaryStreamEvent } from "@chorus/contracts/routes/summaries";
import { channels } from "@chorus/contracts/bus/channels";
import { AppError } from "@chorus/kernel/app-error";
import type { SubscriptionHub } from "@chorus/redis/subscription-hub";
import type { Redis } from "ioredis";

/** Longer than any task works; who still waits looks at what is stored. */
const LONGEST_MS = 130_000;
const HEARTBEAT_MS = 15_000;
/** How often it is asked whether who watches still may, for revocations whose message was lost. */
const CHECK_MS = 5_000;
/** Of one process. Each is a connection that stays open. */
const MOST = 500;

export interface OfConversation {
  tenantId: string;
  conversationId: string;
}

/** Who watches, and whether their right still holds. */
export interface Watcher extends HeldSession {
  isLive: () => Promise<boolean>;
}

/** What is being written, from the worker that writes to whoever reads, on whichever machine. Nothing is kept. */
export interface SummaryStreams {
  tell(of: OfConversation, event: SummaryStreamEvent): void;
  /** @throws AppError `unavailable` when too many read */
  open(of: OfConversation, watcher: Watcher): Promise<ReadableStream<Uint8Array>>;
  /** Ends the streams of those whose right has ended. */
  revoke(revocation: ControlMessage): void;
  /** Nobody is kept waiting by a service that goes. */
  endAll(): void;
}

export function createSummaryStreams(redis: Redis, hub: Pick<SubscriptionHub, "subscribe">): SummaryStreams {
  const readers = new Map<() => void, HeldSession>();
  const channelOf = ({ tenantId, conversationId }: OfConversation) => channels.summary(tenantId, conversationId);
  return {
    tell(of, event) {
      // Who misses it sees the summary when it is stored.
      redis.publish(channelOf(of), JSON.stringify(event)).catch(() => undefined);
    },
    async open(of, watcher) {
      if (readers.size >= MOST) throw new AppError("unavailable", { detail: "Too many summaries are being watched." });
      const reader = startReader();
      readers.set(reader.end, watcher);
      const heartbeat = setInterval(() => reader.send(": still here\n\n"), HEARTBEAT_MS);
      const check = setInterval(() => {
        // While nobody can be asked, who was let in stays in.
        watcher.isLive().then(
          (isLive) => isLive || reader.end(),
          () => undefined,
        );
      }, CHECK_MS);
      const timeout = setTimeout(reader.end, LONGEST_MS);
      const unsubscribe = await hub.subscribe(channelOf(of), (message) => {
        reader.send(`data: ${message}\n\n`);
        if (SummaryStreamEvent.parse(JSON.parse(message)).kind === "done") reader.end();
      });
      void reader.ended.then(() => {
        clearInterval(heartbeat);
        clearInterval(check);
        clearTimeout(timeout);
        unsubscribe();
        readers.delete(reader.end);
      });
      reader.send(`data: ${JSON.stringify({ kind: "open" } satisfies SummaryStreamEvent)}\n\n`);
      return reader.readable;
    },
    revoke(revocation) {
      for (const [end, watcher] of readers) if (concerns(revocation, watcher)) end();
    },
    endAll() {
      for (const end of readers.keys()) end();
    },
  };
}

function startReader() {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  return {
    readable,
    // Who has gone needs no line more: `ended` says so.
    send: (line: string) => void writer.write(encoder.encode(line)).catch(() => undefined),
    end: () => void writer.close().catch(() => undefined),
    /** Also when the reader has gone. */
    ended: writer.closed.catch(() => undefined),
  };
}
