import { setTimeout as delay } from "node:timers/promises";
import type { Fault } from "../fault.ts";

/** What was acknowledged is on the disk; what was not may be. */
export const crashPostgres: Fault = {
  name: "postgres-crash",
  title: "Postgres: immediate stop and recovery",
  isShort: true,
  async run({ cluster: { postgres }, isShort, load }) {
    const rounds = isShort ? 1 : 4;
    for (let round = 1; round <= rounds; round += 1) {
      await postgres.crash();
      await delay(1_000);
      await postgres.start();
      if (round < rounds) await load.untilNormal(15_000);
    }
  },
};
