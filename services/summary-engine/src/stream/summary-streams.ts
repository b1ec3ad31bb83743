import { concerns } from "@chorus/auth/revocation";
import type { HeldSession } from "@chorus/auth/session-check";
import type { ControlMessage } from "@chorus/contracts/bus/messages";
import { SummaryStreamEvent } from "@chorus/contracts/routes/summaries";
import { channels } from "@chorus/contracts/bus/channels";
import { AppError } from "@chorus/kernel/app-error";
import type { SubscriptionHub } from "@chorus/redis/subscription-hub";
import type { Redis } from "ioredis";
import { createShares } from "./shares.ts";

/** Longer than any task works; who still waits looks at what is stored. */
const LONGEST_MS = 130_000;
const HEARTBEAT_MS = 15_000;
/** How often it is asked whether who watches still may, for revocations whose message was lost. */
const CHECK_MS = 5_000;
const SUBSCRIBED_WITHIN_MS = 3_000;
const LAST_WORDS_MS = 5_000;
/** Each is a connection that stays open. Of one process, and first of one tenant and of one person in it. */
const MAX_COUNT = { process: 500, tenant: 100, person: 10 };
/** What a slow reader has not taken yet: whoever is behind by more looks at what is stored. */
const MAX_UNREAD = 64;

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
  /** @throws AppError `rate_limited` when this person or tenant reads too many, `unavailable` when all together do */
  open(of: OfConversation, watcher: Watcher): Promise<ReadableStream<Uint8Array>>;
  /** Ends the streams of those whose right has ended. */
  revoke(revocation: ControlMessage): void;
  /** Nobody is kept waiting by a service that goes. */
  endAll(): void;
}

export function createSummaryStreams(redis: Redis, hub: Pick<SubscriptionHub, "subscribe">): SummaryStreams {
  const readers = new Map<() => void, HeldSession>();
  const shares = createShares(MAX_COUNT);
  const channelOf = ({ tenantId, conversationId }: OfConversation) => channels.summary(tenantId, conversationId);
  return {
    tell(of, event) {
      // Who misses it sees the summary when it is stored.
      redis.publish(channelOf(of), JSON.stringify(event)).catch(() => undefined);
    },
    async open(of, watcher) {
      const leave = shares.take(watcher);
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

/** With Redis away nobody would be told: who asked looks at what is stored. A subscription that comes late is ended. */
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
      // Who does not take what was sent would be kept in memory: it is cut off.
      if ((controller?.desiredSize ?? 0) <= 0) end(cut);
      else controller?.enqueue(encoder.encode(line));
    },
    end: () =>
      end(() => {
        controller?.close();
        // Whoever has read all of it by then is not touched by it.
        setTimeout(cut, LAST_WORDS_MS).unref();
      }),
    /** Also when the reader has gone. */
    ended,
  };
}
