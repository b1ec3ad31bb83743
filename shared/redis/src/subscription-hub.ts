import type { Redis } from "ioredis";
import { openRedis } from "./connect.ts";
import { stopReading } from "./stop-reading.ts";

/** A SUBSCRIBE with more channels would block Redis for other clients. */
const MAX_CHANNELS_PER_COMMAND = 512;
const SWEEP_INTERVAL_MS = 1_000;

export type ChannelListener = (message: string) => void;
export type BytesListener = (message: Buffer) => void;

export interface SubscriptionHubOptions {
  /** From `connectSubscriber`, used for nothing else. */
  redis: Redis;
  /** A channel without listeners is kept this long, because clients reconnect. */
  unsubscribeDelayMs?: number;
  /** A listener threw. The hub goes on. */
  onError: (error: unknown) => void;
}

interface ChannelState {
  readonly listeners: Set<BytesListener>;
  isAcknowledged: boolean;
  readonly waiters: (() => void)[];
  /** When its last listener left; null while it has one. */
  idleSinceMs: number | null;
}

/**
 * One Redis connection for all subscriptions of a process. Channels are ref-counted; SUBSCRIBE is sent in batches. After a
 * reconnect everything is subscribed again, and listeners are called only when Redis has acknowledged all of it: what was
 * published in between is lost, and the listeners have to repair it.
 */
export interface SubscriptionHub {
  /** Connects; retries in the background while Redis is unreachable. */
  start(): Promise<void>;
  /** Resolves when Redis has acknowledged; waits while Redis is unreachable. The result ends this subscription. */
  subscribe(channel: string, listener: ChannelListener): Promise<() => void>;
  /** The same, with messages as they came, for what is passed on and not read. */
  subscribeBytes(channel: string, listener: BytesListener): Promise<() => void>;
  /** Called after each reconnect, when every channel is acknowledged again. */
  onResubscribed(listener: () => void): void;
  /** Whether all requested channels are acknowledged on a live connection. */
  isCurrent(): boolean;
  /** Reads nothing for so long: what is published meanwhile is read in one piece, as a wake-up costs more than a message. */
  rest(durationMs: number): void;
  /** Destroys the TCP connection, whatever its state; it is replaced. */
  reset(): void;
  channelCount(): number;
  close(): void;
}

export function createSubscriptionHub(options: SubscriptionHubOptions): SubscriptionHub {
  const { redis, onError, unsubscribeDelayMs = 10_000 } = options;
  const channels = new Map<string, ChannelState>();
  const unacknowledged = new Set<string>();
  const resubscribedListeners: (() => void)[] = [];
  let isReady = false;
  let wasReadyBefore = false;
  let mustAnnounce = false;
  /** Raised with every connection: acknowledgements of an older one are ignored. */
  let generation = 0;
  let isFlushing = false;
  let sweeper: NodeJS.Timeout | undefined;
  let isResting = false;

  redis.on("messageBuffer", (channel: Buffer, message: Buffer) => {
    for (const listener of channels.get(channel.toString())?.listeners ?? []) guarded(() => listener(message));
  });
  // Not "connect": a SUBSCRIBE before the ready check has finished breaks that check.
  redis.on("ready", () => {
    generation += 1;
    isReady = true;
    mustAnnounce = wasReadyBefore;
    wasReadyBefore = true;
    for (const [channel, state] of channels) {
      state.isAcknowledged = false;
      unacknowledged.add(channel);
    }
    void flush();
  });
  redis.on("close", () => {
    isReady = false;
  });

  function guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      onError(error);
    }
  }

  async function flush(): Promise<void> {
    if (isFlushing || !isReady) return;
    isFlushing = true;
    // All channels requested in this tick share one command.
    await Promise.resolve();
    try {
      for (;;) {
        if (!isReady || unacknowledged.size === 0) break;
        const batch = [...unacknowledged].slice(0, MAX_CHANNELS_PER_COMMAND);
        const before = generation;
        await redis.subscribe(...batch);
        if (before === generation) batch.forEach(acknowledge);
      }
      announce();
    } catch (error) {
      // The connection was lost during the command: "ready" starts again.
      onError(error);
    } finally {
      isFlushing = false;
    }
    if (isReady && unacknowledged.size > 0) setTimeout(() => void flush(), 50).unref();
  }

  function acknowledge(channel: string): void {
    unacknowledged.delete(channel);
    const state = channels.get(channel);
    if (!state) return;
    state.isAcknowledged = true;
    for (const resolve of state.waiters.splice(0)) resolve();
  }

  function announce(): void {
    if (!mustAnnounce || !isReady || unacknowledged.size > 0) return;
    mustAnnounce = false;
    for (const listener of resubscribedListeners) guarded(listener);
  }

  function unsubscribeIdle(): void {
    const idleBeforeMs = Date.now() - unsubscribeDelayMs;
    const idle: string[] = [];
    for (const [channel, state] of channels) {
      if (state.idleSinceMs === null || state.idleSinceMs > idleBeforeMs) continue;
      idle.push(channel);
      channels.delete(channel);
      unacknowledged.delete(channel);
    }
    if (idle.length > 0 && isReady) redis.unsubscribe(...idle).catch(onError);
  }

  async function subscribeBytes(channel: string, listener: BytesListener): Promise<() => void> {
    let state = channels.get(channel);
    if (!state) {
      state = { listeners: new Set(), isAcknowledged: false, waiters: [], idleSinceMs: null };
      channels.set(channel, state);
      unacknowledged.add(channel);
      void flush();
    }
    const { listeners, waiters } = state;
    // One entry per call, so that the same function can be registered twice.
    const entry: BytesListener = (message) => listener(message);
    listeners.add(entry);
    state.idleSinceMs = null;
    if (!state.isAcknowledged) await new Promise<void>((resolve) => waiters.push(resolve));
    const current = state;
    return () => {
      if (listeners.delete(entry) && listeners.size === 0) current.idleSinceMs = Date.now();
    };
  }

  return {
    async start() {
      sweeper = setInterval(unsubscribeIdle, SWEEP_INTERVAL_MS).unref();
      await openRedis(redis);
    },
    subscribe: (channel, listener) => subscribeBytes(channel, (message) => listener(message.toString())),
    subscribeBytes,
    onResubscribed: (listener) => void resubscribedListeners.push(listener),
    isCurrent: () => isReady && unacknowledged.size === 0,
    rest(durationMs) {
      if (isResting || !isReady) return;
      isResting = true;
      const readOn = stopReading(redis.stream);
      setTimeout(() => {
        isResting = false;
        readOn();
      }, durationMs).unref();
    },
    // `disconnect()` would wait for an answer that a half-open connection never gives.
    reset: () => redis.stream?.destroy(),
    channelCount: () => channels.size,
    close() {
      clearInterval(sweeper);
      redis.disconnect();
    },
  };
}
