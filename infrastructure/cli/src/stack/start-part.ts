import path from "node:path";
import type { LocalEnvironment } from "../config.ts";
import { startManagedProcess } from "./managed-process.ts";
import { repositoryRoot } from "@chorus/servers/paths";
import { waitFor } from "@chorus/kernel/wait";
import { answers, urlOf } from "@chorus/servers/ports";
import type { Part } from "./parts.ts";
import { asOwnRole, partEnvironment } from "@chorus/cluster/part-environment";

export interface StackAddresses {
  environment: LocalEnvironment;
  databaseUrl: string;
  redisUrl: string;
  chromaUrl: string;
}

export interface StartedPart {
  /** Resolves when it can be used, or with one line about why it cannot. */
  ready: Promise<string | undefined>;
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 60_000;

const vite = path.join(repositoryRoot, "node_modules/vite/bin/vite.js");

/** Starts one part as a process of its own. */
export function startPart(part: Part, addresses: StackAddresses): StartedPart {
  let isStopping = false;
  const running = startManagedProcess({
    name: part.name,
    script:
      part.kind === "service"
        ? [path.join(part.folder, "src/main.ts")]
        : [vite, "--host", "127.0.0.1", "--port", String(part.port), "--strictPort", "--clearScreen", "false"],
    workingFolder: part.folder,
    environment: {
      ...process.env,
      ...asOwnRole(part.name, partEnvironment({ ...addresses, ports: addresses.environment })),
    },
  });
  const ready = waitFor(
    async () =>
      // A part that is being stopped is not awaited, because waiting would keep the command alive.
      isStopping
        ? "stopped"
        : (running.failure() ?? ((await answers(`${urlOf(part.port)}${part.readyPath}`)) && "ready")),
    {
      timeoutMs: READY_TIMEOUT_MS,
    },
  ).then((state) => {
    if (state === "ready" || state === "stopped") return undefined;
    const where = path.relative(repositoryRoot, running.logFile);
    return `${part.name} ${state ? `does not start: ${state}` : "is not ready after 60 s"} (${where})`;
  });
  return {
    ready,
    stop() {
      isStopping = true;
      return running.stop();
    },
  };
}
