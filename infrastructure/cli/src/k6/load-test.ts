import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { readLocalEnvironment } from "../config.ts";
import { repositoryRoot } from "@chorus/servers/paths";
import { answers, urlOf } from "@chorus/servers/ports";
import { findProgram } from "@chorus/servers/system-packages";
import { UserError } from "@chorus/servers/user-error";
import { ownK6 } from "./build-k6.ts";

const folder = path.join(repositoryRoot, "load-tests", "scenarios");

/** `make load-test SCENARIO=smoke`: a k6 scenario against a running platform. Exits with k6's code: 99 for a broken service level. */
export async function runLoadTest([scenario = "smoke"]: string[]): Promise<void> {
  const known = (await readdir(folder)).flatMap((file) => /^([a-z]+)\.ts$/.exec(file)?.[1] ?? []).toSorted();
  if (!known.includes(scenario))
    throw new UserError(`There is no scenario ${scenario}; there are ${known.join(", ")}.`);
  const k6 = findProgram("k6", [path.dirname(ownK6)]);
  if (!k6)
    throw new UserError(
      "There is no k6 on this machine: `make k6` builds it with Go, or install it (https://k6.io/open-source).",
    );
  const environment = readLocalEnvironment();
  const chatUrl = process.env["CHORUS_CHAT_URL"] ?? urlOf(environment.CHAT_PORT);
  const gatewayUrl = process.env["CHORUS_GATEWAY_URL"] ?? urlOf(environment.GATEWAY_PORT);
  if (!(await answers(`${chatUrl}/readyz`)))
    throw new UserError(
      `Nothing is ready on ${chatUrl}: start the platform (make dev), or say where it is with CHORUS_CHAT_URL.`,
    );
  const results = path.join(repositoryRoot, "load-tests", "results");
  await mkdir(results, { recursive: true });
  const addresses = { CHORUS_CHAT_URL: chatUrl, CHORUS_GATEWAY_URL: gatewayUrl, CHORUS_RESULTS: results };
  const flags = Object.entries(addresses).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
  const child = spawn(k6, ["run", "--no-usage-report", ...flags, path.join(folder, `${scenario}.ts`)], {
    stdio: "inherit",
    cwd: repositoryRoot,
  });
  const [code] = (await once(child, "exit")) as [number | null];
  process.exitCode = code ?? 1;
  console.log(`The report: ${path.relative(process.cwd(), path.join(results, `k6-${scenario}.html`))}`);
}
