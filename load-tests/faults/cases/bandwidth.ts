import { setTimeout as delay } from "node:timers/promises";
import type { Fault } from "../fault.ts";

export const narrowLine: Fault = {
  name: "bandwidth",
  title: "bandwidth: 20 kB/s for every person's line",
  async run({ cluster: { links } }) {
    links.people.setToxics({ bytesPerSecond: 20_000 });
    await delay(6_000);
    links.people.setToxics({});
  },
};
