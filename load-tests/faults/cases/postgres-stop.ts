import { setTimeout as delay } from "node:timers/promises";
import type { Fault } from "../fault.ts";

export const stopPostgres: Fault = {
  name: "postgres-stop",
  title: "Postgres: SIGSTOP of all its processes for 8 s",
  async run({ cluster: { postgres } }) {
    postgres.signal("SIGSTOP");
    await delay(8_000);
    postgres.signal("SIGCONT");
  },
};
