import { setTimeout as delay } from "node:timers/promises";
import { openDatabase, type Database } from "@chorus/database/database";
import type { Fault } from "../fault.ts";

/** More than the server allows. */
const CONNECTIONS = 220;
const HOLD_SECONDS = 5;

/** Others hold every connection, and ours are ended: there is no way back in until they let go. */
export const exhaustPostgres: Fault = {
  name: "postgres-connections",
  title: "Postgres: all connections taken by others for 5 s",
  async run({ cluster }) {
    const owner = open(cluster.postgres.url, 1);
    const others = open(cluster.databaseUrl, CONNECTIONS);
    try {
      // Connected before there is no room left.
      await owner.statement("", "select 1", []);
      const sleep = () => others.statement("", `select pg_sleep(${HOLD_SECONDS})`, []);
      // Many are refused: that is the point.
      const held = Promise.allSettled(Array.from({ length: CONNECTIONS }, sleep));
      for (let second = 0; second < HOLD_SECONDS; second += 1) {
        await owner.statement(
          "",
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'chat-service'`,
          [],
        );
        await delay(1_000);
      }
      await held;
    } finally {
      await Promise.all([owner.close(), others.close()]);
    }
  },
};

function open(url: string, poolSize: number): Database {
  return openDatabase({
    url,
    poolSize,
    applicationName: "others",
    defaultBudget: "background",
    onError: () => undefined,
  });
}
