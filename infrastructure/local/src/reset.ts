import { rm } from "node:fs/promises";
import { stateFolder } from "./paths.ts";
import { removePostgresLeftover } from "./postgres.ts";
import { endRedisLeftover } from "./redis.ts";
import { readRunningStack } from "./stack/stack-file.ts";
import { UserError } from "./user-error.ts";

/** `make reset`: forgets the local databases and logs; the next `make dev` starts from nothing. */
export async function runReset(): Promise<void> {
  const running = await readRunningStack();
  if (running) throw new UserError(`make dev is running (process ${running.pid}): stop it first.`);
  await Promise.all([removePostgresLeftover(stateFolder), endRedisLeftover(stateFolder)]);
  await rm(stateFolder, { recursive: true, force: true });
  console.log("The local databases and logs are gone; `make dev` makes new ones.");
}
