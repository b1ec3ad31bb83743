import type { GatewayContext } from "./context.ts";
import { sweepSessions } from "./session/session-sweep.ts";
import { watchSessions } from "./session/watch.ts";

/** A gateway's periodic tasks: checks of its connections, and repairs of lost hints. */
export function startPeriodicTasks(context: GatewayContext): () => void {
  const { timings, events, streams, inboxes } = context;

  const sweepHeads = () => guarded("heads", () => streams.sweepHeads());
  const sweepInboxes = () => guarded("inbox", () => inboxes.sweep());

  async function guarded(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      events.unavailable(what, error);
    }
  }

  context.hub.onResubscribed(() => {
    events.resubscribed();
    void sweepHeads();
    void sweepInboxes();
  });

  const timers = [
    every(timings.watchMs, async () => watchSessions(context)),
    every(timings.headsSweepMs, sweepHeads),
    every(timings.inboxSweepMs, sweepInboxes),
    every(timings.sessionSweepMs, () => sweepSessions(context)),
    every(timings.countsMs, () => guarded("counts", () => context.sockets.exchange())),
    every(timings.latencyMs, () => guarded("latency", () => context.latency.handOver(context.clock.now()))),
    every(timings.leaseRenewMs, () => context.leases.renew()),
  ];

  /** A run that takes longer than the interval skips the next one. */
  function every(intervalMs: number, work: () => Promise<void>): NodeJS.Timeout {
    let isRunning = false;
    return setInterval(() => {
      if (isRunning) return;
      isRunning = true;
      work()
        .catch(events.failed)
        .finally(() => {
          isRunning = false;
        });
    }, intervalMs).unref();
  }

  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}
