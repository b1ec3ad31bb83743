import { existsSync, readdirSync } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { readLogLine } from "./log-lines.ts";
import { logFolder } from "@chorus/servers/paths";
import { amber, bold, red } from "../terminal.ts";
import { UserError } from "@chorus/servers/user-error";

const POLL_MS = 300;
/** How much of the past is shown first. */
const TAIL_BYTES = 16 * 1024;

/** `make logs SERVICE=…`: the end of its log and whatever comes, until Ctrl-C; without a name all logs together. */
export async function followLogs([name]: string[]): Promise<void> {
  const names = existsSync(logFolder) ? readdirSync(logFolder).map((file) => path.basename(file, ".log")) : [];
  if (names.length === 0) throw new UserError("There are no logs yet: `make dev` writes them.");
  if (name && !names.includes(name))
    throw new UserError(`There is no log of "${name}"; there are ${names.join(", ")}.`);
  await Promise.all((name ? [name] : names).map((each) => follow(each, name === undefined)));
}

async function follow(name: string, withName: boolean): Promise<void> {
  const file = path.join(logFolder, `${name}.log`);
  let position = -1;
  let rest = "";
  for (;;) {
    const handle = await open(file, "r");
    const { size } = await handle.stat();
    // At first the end of it; from the beginning when it has been made anew.
    if (position < 0) position = Math.max(0, size - TAIL_BYTES);
    if (size < position) position = 0;
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - position), 0, size - position, position);
    await handle.close();
    position += bytesRead;
    const lines = (rest + buffer.toString("utf8", 0, bytesRead)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) console.log(`${withName ? `${bold(name)} ` : ""}${coloured(line)}`);
    await delay(POLL_MS);
  }
}

function coloured(line: string): string {
  const { level, text } = readLogLine(line);
  if (level === "error") return red(text);
  return level === "warn" ? amber(text) : text;
}
