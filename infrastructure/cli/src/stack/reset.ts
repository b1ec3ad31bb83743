import { rm } from "node:fs/promises";
import { stateFolder } from "@chorus/servers/paths";
import { removePostgresLeftover } from "@chorus/servers/postgres/start-postgres";
import { endRedisLeftover } from "@chorus/servers/redis";
import { readRunningStack } from "./stack-file.ts";
import { UserError } from "@chorus/servers/user-error";

/** `make reset`: forgets the local databases and logs; the next `make dev` starts from nothing. */
export async function runReset(): Promise<void> {
  const running = await readRunningStack();
  if (running) throw new UserError(`make dev is running (process ${running.pid}): stop it first.`);
  await Promise.all([removePostgresLeftover(stateFolder), endRedisLeftover(stateFolder)]);
  await rm(stateFolder, { recursive: true, force: true });
  console.log("The local databases and logs are gone; `make dev` makes new ones.");
}
