import { performance } from "node:perf_hooks";
import { Counter, type Registry } from "prom-client";

/**
 * A counter, and not a ratio, so that any number of scrapers read it at any pace: `rate()` of it is the utilisation of the event
 * loop, 0 to 1.
 */
export function countEventLoopTime(registry: Registry): void {
  const active = new Counter({
    name: "chorus_event_loop_active_seconds_total",
    help: "Time that the event loop was not waiting; its rate is the utilisation, 0 to 1",
    registers: [registry],
    collect() {
      active.reset();
      active.inc(performance.eventLoopUtilization().active / 1_000);
    },
  });
}
