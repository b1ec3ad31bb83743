import type { Redis } from "ioredis";
import type { SubscriptionHub } from "./subscription-hub.ts";

const MISSING_BEATS = 3;

export interface SelfBeatOptions {
  hub: SubscriptionHub;
  /** From `connectCommands`. */
  publisher: Redis;
  /** `channels.beat(gatewayId)` */
  channel: string;
  intervalMs?: number;
  /** Three beats did not come back: both connections have been destroyed and are being made anew. */
  onSilence: () => void;
}

/**
 * Publishes a beat to itself and waits for it to come back. A half-open TCP link looks alive from both ends for minutes
 * (redis/redis #7855); a message that does not come back is the only proof.
 * @returns stops it
 */
export function startSelfBeat(options: SelfBeatOptions): () => void {
  const { hub, publisher, channel, intervalMs = 1_000, onSilence } = options;
  let missing = 0;
  let notReady = 0;
  let release: (() => void) | undefined;
  let isStopped = false;

  async function listen(): Promise<void> {
    release = await hub.subscribe(channel, () => {
      missing = 0;
    });
    if (isStopped) release();
  }
  void listen();

  // A new connection has its own three beats.
  hub.onResubscribed(() => {
    missing = 0;
  });

  const timer = setInterval(() => {
    const canPublish = publisher.status === "ready";
    notReady = canPublish ? 0 : notReady + 1;
    // A beat that could not even be sent says nothing about the link it should have come back on.
    if (canPublish || !hub.isCurrent()) missing += 1;
    if (notReady > MISSING_BEATS) {
      notReady = 0;
      // Also while it is being set up: a stopped Redis accepts a connection and then says nothing.
      publisher.stream?.destroy();
    }
    if (missing > MISSING_BEATS) {
      missing = 0;
      hub.reset();
      // From here the two cannot be told apart: it may have been the way out that is dead.
      publisher.stream?.destroy();
      onSilence();
    }
    if (canPublish) publisher.publish(channel, "beat").catch(() => undefined);
  }, intervalMs).unref();

  return () => {
    isStopped = true;
    clearInterval(timer);
    release?.();
  };
}
