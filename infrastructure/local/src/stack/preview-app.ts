import path from "node:path";
import { startManagedProcess } from "../managed-process.ts";
import { repositoryRoot } from "../paths.ts";
import { UserError } from "../user-error.ts";
import { waitFor } from "../wait.ts";
import { answers } from "./answers.ts";
import { urlOf } from "./parts.ts";

export interface Preview {
  ready: Promise<void>;
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 30_000;

/** Serves a built app with `vite preview`. */
export function startPreview(app: string, port: number, addresses: Record<string, string>): Preview {
  const running = startManagedProcess({
    name: `preview-${app}`,
    script: [
      path.join(repositoryRoot, "node_modules/vite/bin/vite.js"),
      ...["preview", "--host", "127.0.0.1", "--port", String(port), "--strictPort"],
    ],
    workingFolder: path.join(repositoryRoot, "apps", app),
    environment: { ...process.env, ...addresses },
  });
  const probe = async () => running.failure() ?? ((await answers(`${urlOf(port)}/config.json`)) && "ready");
  const ready = waitFor(probe, { timeoutMs: READY_TIMEOUT_MS }).then((state) => {
    if (state !== "ready") throw new UserError(`the preview of ${app} does not start: ${state ?? "no answer"}`);
  });
  return { ready, stop: () => running.stop() };
}
