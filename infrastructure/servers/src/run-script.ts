import { spawn } from "node:child_process";
import { once } from "node:events";
import { repositoryRoot } from "./paths.ts";

/** Runs a Node script in the foreground, without standard input. @returns as `runInForeground` */
export function runScript(
  script: string,
  args: readonly string[],
  variables: Record<string, string> = {},
): Promise<number> {
  return runInForeground(process.execPath, [script, ...args], { variables, stdin: "ignore" });
}

/**
 * Runs a program in the foreground and ends only after it, so that whoever ends this has ended that: what a terminal sends
 * with Ctrl-C reaches the program by itself, SIGTERM is passed on.
 * @returns its exit code, 1 when a signal ended it
 * @throws Error when it cannot be started
 */
export async function runInForeground(
  program: string,
  args: readonly string[],
  { variables = {}, stdin = "inherit" }: { variables?: Record<string, string>; stdin?: "ignore" | "inherit" } = {},
): Promise<number> {
  const child = spawn(program, args, {
    cwd: repositoryRoot,
    env: { ...process.env, ...variables },
    stdio: [stdin, "inherit", "inherit"],
  });
  const passOn = () => child.kill("SIGTERM");
  const wait = () => undefined;
  process.on("SIGTERM", passOn).on("SIGINT", wait);
  try {
    const [code] = (await once(child, "exit")) as [number | null];
    return code ?? 1;
  } finally {
    process.off("SIGTERM", passOn).off("SIGINT", wait);
  }
}
