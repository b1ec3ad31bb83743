import { setTimeout as delay } from "node:timers/promises";
import type { Fault } from "../fault.ts";

export const resetEverything: Fault = {
  name: "reset",
  title: "reset: every connection of every link, again and again",
  isShort: true,
  async run({ cluster: { links }, isShort }) {
    const rounds = isShort ? 3 : 12;
    for (let round = 0; round < rounds; round += 1) {
      for (const link of Object.values(links)) link.reset();
      await delay(300 + Math.random() * 500);
    }
  },
};
