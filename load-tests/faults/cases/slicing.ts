import { setTimeout as delay } from "node:timers/promises";
import type { Fault } from "../fault.ts";

/** Every parser sees every boundary. */
export const sliceEverything: Fault = {
  name: "slicing",
  title: "slicing: every link in pieces of 7 bytes",
  isShort: true,
  async run({ cluster: { links }, isShort }) {
    for (const link of Object.values(links)) link.setToxics({ sliceBytes: 7 });
    await delay(isShort ? 2_000 : 5_000);
    for (const link of Object.values(links)) link.setToxics({});
  },
};
