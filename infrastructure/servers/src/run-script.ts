import { spawn } from "node:child_process";
import { once } from "node:events";
import { repositoryRoot } from "./paths.ts";

/**
 * Runs a Node script in the foreground and ends only after it, so that whoever ends this has ended that: what a terminal sends
 * with Ctrl-C reaches the script by itself, SIGTERM is passed on.
 * @param node another Node than the one that runs this
 * @returns its exit code, 1 when a signal ended it
 */
export async function runScript(
  script: string,
  args: readonly string[],
  variables: Record<string, string> = {},
  node: string = process.execPath,
): Promise<number> {
  const child = spawn(node, [script, ...args], {
    cwd: repositoryRoot,
    env: { ...process.env, ...variables },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const passOn = () => child.kill("SIGTERM");
  const wait = () => undefined;
  process.on("SIGTERM", passOn).on("SIGINT", wait);
  const [code] = (await once(child, "exit")) as [number | null];
  process.off("SIGTERM", passOn).off("SIGINT", wait);
  return code ?? 1;
}
