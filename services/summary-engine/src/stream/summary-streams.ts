import { concerns } from "@chorus/auth/revocation";
import type { CheckedSession } from "@chorus/auth/session-check";
import type { ControlMessage } from "@chorus/contracts/bus/messages";
import { SummaryStreamEvent } from "@chorus/contracts/routes/summaries";
import { channels } from "@chorus/contracts/bus/channels";
import { AppError } from "@chorus/kernel/app-error";
import type { SubscriptionHub } from "@chorus/redis/subscription-hub";
import type { Redis } from "ioredis";
import { createShares } from "./shares.ts";

/** Longer than any task runs; after that clients read the stored summary. */
const LONGEST_MS = 130_000;
const HEARTBEAT_MS = 15_000;
/** Interval of session checks, in case a revocation was lost. */
const CHECK_MS = 5_000;
const SUBSCRIBED_WITHIN_MS = 3_000;
const LAST_WORDS_MS = 5_000;
/** Open connections per process, and in it per tenant and per person. */
const MAX_COUNT = { process: 500, tenant: 100, person: 10 };
/** Send buffer of a reader; one that is further behind is disconnected and reads the stored summary. */
const MAX_UNREAD = 64;

export interface OfConversation {
  tenantId: string;
  conversationId: string;
}

/** A reader with the session that gives it access. */
export interface Watcher extends CheckedSession {
  isLive: () => Promise<boolean>;
}

/** Streams a summary from the worker that writes it to its readers on any instance. Nothing is stored. */
export interface SummaryStreams {
  publish(of: OfConversation, event: SummaryStreamEvent): void;
  /** @throws AppError `rate_limited` when this person or tenant reads too many, `unavailable` when all together do */
  open(of: OfConversation, watcher: Watcher): Promise<ReadableStream<Uint8Array>>;
  /** Ends the streams of readers whose sessions have ended. */
  revoke(revocation: ControlMessage): void;
  /** Ends all streams when the service drains. */
  endAll(): void;
}

export function createSummaryStreams(redis: Redis, hub: Pick<SubscriptionHub, "subscribe">): SummaryStreams {
  const readers = new Map<() => void, CheckedSession>();
  const shares = createShares(MAX_COUNT);
  const channelOf = ({ tenantId, conversationId }: OfConversation) => channels.summary(tenantId, conversationId);
  return {
    publish(of, event) {
      // A reader that misses an event reads the summary when it is stored.
      redis.publish(channelOf(of), JSON.stringify(event)).catch(() => undefined);
    },
    async open(of, watcher) {
      const leave = shares.take(watcher);
      const reader = startReader();
      readers.set(reader.end, watcher);
      const heartbeat = setInterval(() => reader.send(": still here\n\n"), HEARTBEAT_MS);
      const check = setInterval(() => {
        // While sessions cannot be checked, open streams stay open.
        watcher.isLive().then(
          (isLive) => isLive || reader.end(),
          () => undefined,
        );
      }, CHECK_MS);
      const timeout = setTimeout(reader.end, LONGEST_MS);
      let unsubscribe: () => void = () => undefined;
      void reader.ended.then(() => {
        clearInterval(heartbeat);
        clearInterval(check);
        clearTimeout(timeout);
        unsubscribe();
        readers.delete(reader.end);
        leave();
      });
      try {
        const subscribed = await withinTime(
          hub.subscribe(channelOf(of), (message) => {
            reader.send(`data: ${message}\n\n`);
            if (SummaryStreamEvent.parse(JSON.parse(message)).kind === "done") reader.end();
          }),
        );
        unsubscribe = subscribed;
        if (reader.hasEnded) subscribed();
      } catch (error) {
        reader.end();
        throw error;
      }
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

/** Without Redis no event would arrive, so the stream ends and the client reads what is stored; so does one whose subscription is late. */
async function withinTime(subscribing: Promise<() => void>): Promise<() => void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), SUBSCRIBED_WITHIN_MS);
  });
  const subscribed = await Promise.race([subscribing, late]);
  clearTimeout(timer);
  if (subscribed) return subscribed;
  void subscribing.then((unsubscribe) => unsubscribe()).catch(() => undefined);
  throw new AppError("unavailable", { detail: "Nothing can be told of summaries right now." });
}

function startReader() {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let leave: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (leave = resolve));
  let hasEnded = false;
  const end = (how: () => void) => {
    if (hasEnded) return;
    hasEnded = true;
    how();
    leave();
  };
  const cut = () => controller?.error(new Error("the reader is too slow"));
  const readable = new ReadableStream<Uint8Array>(
    {
      start: (made) => void (controller = made),
      cancel: () => end(() => undefined),
    },
    new CountQueuingStrategy({ highWaterMark: MAX_UNREAD }),
  );
  return {
    readable,
    get hasEnded() {
      return hasEnded;
    },
    send(line: string) {
      if (hasEnded) return;
      // A reader that does not take its events is disconnected, to bound memory.
      if ((controller?.desiredSize ?? 0) <= 0) end(cut);
      else controller?.enqueue(encoder.encode(line));
    },
    end: () =>
      end(() => {
        controller?.close();
        // Has no effect on a reader that has read everything by then.
        setTimeout(cut, LAST_WORDS_MS).unref();
      }),
    /** Also when the reader has disconnected. */
    ended,
  };
}
