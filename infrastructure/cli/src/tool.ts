import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { repositoryRoot } from "@chorus/servers/paths";

/** A command that hands over to a program from node_modules. */
export function tool(name: string, fixedArguments: readonly string[]): (args: string[]) => Promise<void> {
  return async (args) => {
    const child = spawn(path.join(repositoryRoot, "node_modules/.bin", name), [...fixedArguments, ...args], {
      cwd: repositoryRoot,
      stdio: "inherit",
      // Turborepo asks to send usage data; nobody here does.
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
    });
    const [code] = (await once(child, "exit")) as [number | null];
    process.exitCode = code ?? 1;
  };
}
