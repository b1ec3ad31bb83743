import { existsSync, readdirSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { linesOfRequest } from "./lines-of-request.ts";
import { readLogLine } from "./log-lines.ts";
import { logFolder } from "@chorus/servers/paths";
import { amber, bold, red } from "../terminal.ts";
import { UserError } from "@chorus/servers/user-error";

const POLL_MS = 300;
/** How much of the past is shown first. */
const TAIL_BYTES = 16 * 1024;

/**
 * `make logs SERVICE=…`: the end of its log and whatever comes, until Ctrl-C; without a name all logs together.
 * `make logs REQUEST=…`: what all of them have about one request or message, in order of time.
 */
export async function followLogs(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { request: { type: "string" } },
    allowPositionals: true,
  });
  const [name] = positionals;
  const names = existsSync(logFolder) ? readdirSync(logFolder).map((file) => path.basename(file, ".log")) : [];
  if (names.length === 0) throw new UserError("There are no logs yet: `make dev` writes them.");
  if (name && !names.includes(name))
    throw new UserError(`There is no log of "${name}"; there are ${names.join(", ")}.`);
  if (values.request !== undefined) return showRequest(values.request, name ? [name] : names);
  await Promise.all((name ? [name] : names).map((each) => follow(each, name === undefined)));
}

async function showRequest(id: string, names: readonly string[]): Promise<void> {
  const read = (name: string) => readFile(path.join(logFolder, `${name}.log`), "utf8");
  const logs = await Promise.all(names.map(async (name) => ({ name, text: await read(name) })));
  const lines = linesOfRequest(id, logs);
  if (lines.length === 0)
    throw new UserError(`No log has a line about ${id}. Each message has lines with LOG_LEVEL=debug make dev only.`);
  for (const { name, line } of lines) console.log(`${bold(name)} ${coloured(line)}`);
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
