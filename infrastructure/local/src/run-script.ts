import { spawn } from "node:child_process";
import { once } from "node:events";
import { repositoryRoot } from "./paths.ts";

/** Runs a Node script in the foreground. @returns its exit code, 1 when a signal ended it */
export async function runScript(
  script: string,
  args: readonly string[],
  variables: Record<string, string> = {},
): Promise<number> {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: repositoryRoot,
    env: { ...process.env, ...variables },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [code] = (await once(child, "exit")) as [number | null];
  return code ?? 1;
}
