import { setTimeout as delay } from "node:timers/promises";
import type { Fault } from "../fault.ts";

/** Everything takes longer, and arrives in another order than it was sent in. */
export const slowNetwork: Fault = {
  name: "latency",
  title: "latency: 100 ± 50 ms on every link",
  async run({ cluster: { links } }) {
    for (const link of Object.values(links)) link.setToxics({ latencyMs: 50, jitterMs: 100 });
    await delay(8_000);
    for (const link of Object.values(links)) link.setToxics({});
  },
};
