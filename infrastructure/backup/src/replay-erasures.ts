import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { repositoryRoot } from "@chorus/servers/paths";
import { readErasures } from "./erasure-log.ts";

/**
 * Erases again whom a restore has brought back: by chat-service's own command, which does what an erasure does.
 * @param databaseUrl of the restored database, as chat-service
 * @returns what the command says it has done
 * @throws Error when it failed: nobody may use this database before it has succeeded
 */
export async function replayErasures(databaseUrl: string, erasureFolder: string): Promise<string> {
  const erasures = await readErasures(erasureFolder);
  const child = spawn(process.execPath, ["services/chat-service/src/replay-erasures-command.ts"], {
    cwd: repositoryRoot,
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const ended = once(child, "exit") as Promise<[number | null]>;
  child.stdin.end(erasures.map((erasure) => `${JSON.stringify(erasure)}\n`).join(""));
  const [said, complaints, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`the erasures were not replayed: ${complaints.trim()}`);
  return said.trim();
}
