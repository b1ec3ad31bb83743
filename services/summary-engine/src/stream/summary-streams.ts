import { SummaryStreamEvent } from "@chorus/contracts/routes/summaries";
import { channels } from "@chorus/contracts/bus/channels";
import { AppError } from "@chorus/kernel/app-error";
import type { SubscriptionHub } from "@chorus/redis/subscription-hub";
import type { Redis } from "ioredis";

/** Longer than any task works; who still waits looks at what is stored. */
const LONGEST_MS = 130_000;
const HEARTBEAT_MS = 15_000;
/** Of one process. Each is a connection that stays open. */
const MOST = 500;

export interface OfConversation {
  tenantId: string;
  conversationId: string;
}

/** What is being written, from the worker that writes to whoever reads, on whichever machine. Nothing is kept. */
export interface SummaryStreams {
  tell(of: OfConversation, event: SummaryStreamEvent): void;
  /** @throws AppError `unavailable` when too many read */
  open(of: OfConversation): Promise<ReadableStream<Uint8Array>>;
  /** Nobody is kept waiting by a service that goes. */
  endAll(): void;
}

export function createSummaryStreams(redis: Redis, hub: Pick<SubscriptionHub, "subscribe">): SummaryStreams {
  const readers = new Set<() => void>();
  const channelOf = ({ tenantId, conversationId }: OfConversation) => channels.summary(tenantId, conversationId);
  return {
    tell(of, event) {
      // Who misses it sees the summary when it is stored.
      redis.publish(channelOf(of), JSON.stringify(event)).catch(() => undefined);
    },
    async open(of) {
      if (readers.size >= MOST) throw new AppError("unavailable", { detail: "Too many summaries are being watched." });
      const reader = startReader();
      readers.add(reader.end);
      const heartbeat = setInterval(() => reader.send(": still here\n\n"), HEARTBEAT_MS);
      const timeout = setTimeout(reader.end, LONGEST_MS);
      const unsubscribe = await hub.subscribe(channelOf(of), (message) => {
        reader.send(`data: ${message}\n\n`);
        if (SummaryStreamEvent.parse(JSON.parse(message)).kind === "done") reader.end();
      });
      void reader.ended.then(() => {
        clearInterval(heartbeat);
        clearTimeout(timeout);
        unsubscribe();
        readers.delete(reader.end);
      });
      reader.send(`data: ${JSON.stringify({ kind: "open" } satisfies SummaryStreamEvent)}\n\n`);
      return reader.readable;
    },
    endAll() {
      for (const end of readers) end();
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
