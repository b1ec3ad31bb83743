import type { Redis } from "ioredis";
import type { SubscriptionHub } from "./subscription-hub.ts";

const MISSING_BEATS = 3;

export interface RedisProbeOptions {
  hub: SubscriptionHub;
  /** From `connectCommands`. */
  publisher: Redis;
  /** `channels.beat(gatewayId)` */
  channel: string;
  intervalMs?: number;
  /** Three probes were lost: both connections have been destroyed and are being replaced. */
  onSilence: () => void;
  /** How long a probe took to come back. */
  onBeat?: (lagMs: number) => void;
}

/**
 * Publishes a message to itself and waits for it. A half-open TCP connection looks alive from both ends for minutes
 * (redis/redis #7855); only a lost message shows that it is dead.
 * @returns stops it
 */
export function startRedisProbe(options: RedisProbeOptions): () => void {
  const { hub, publisher, channel, intervalMs = 1_000, onSilence, onBeat } = options;
  let missing = 0;
  let notReady = 0;
  let release: (() => void) | undefined;
  let isStopped = false;
  let sentAtMs: number | null = null;

  async function listen(): Promise<void> {
    release = await hub.subscribe(channel, () => {
      missing = 0;
      if (sentAtMs !== null) onBeat?.(performance.now() - sentAtMs);
      sentAtMs = null;
    });
    if (isStopped) release();
  }
  void listen();

  // A new connection gets three probes of its own.
  hub.onResubscribed(() => {
    missing = 0;
  });

  const timer = setInterval(() => {
    const canPublish = publisher.status === "ready";
    notReady = canPublish ? 0 : notReady + 1;
    // A probe that could not be sent says nothing about the subscriber's connection.
    if (canPublish || !hub.isCurrent()) missing += 1;
    if (notReady > MISSING_BEATS) {
      notReady = 0;
      // Also while connecting: a stopped Redis accepts a connection and then stays silent.
      publisher.stream?.destroy();
    }
    if (missing > MISSING_BEATS) {
      missing = 0;
      hub.reset();
      // It is unknown which of the two connections is dead, so both are replaced.
      publisher.stream?.destroy();
      onSilence();
    }
    if (!canPublish) return;
    // The first that is under way counts: a late one must not be taken for its successor.
    sentAtMs ??= performance.now();
    publisher.publish(channel, "beat").catch(() => undefined);
  }, intervalMs).unref();

  return () => {
    isStopped = true;
    clearInterval(timer);
    release?.();
  };
}
