import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { startChroma } from "@chorus/servers/chroma";
import { stateFolder } from "@chorus/servers/paths";
import { bundleService } from "@chorus/cluster/bundle-services";
import { openSlot, type ServiceSlot } from "@chorus/cluster/service-slot";
import type { Platform } from "../world/platform.ts";
import { createBenchCleanup } from "../world/bench-cleanup.ts";

export interface RunningEngine extends AsyncDisposable {
  readonly slot: ServiceSlot;
}

/** A summary engine beside a platform, with a vector store of its own, as `make dev` has them. */
export async function startEngine(platform: Platform, root?: string): Promise<RunningEngine> {
  const cleanup = createBenchCleanup();
  try {
    // Within its tree, so that what stays outside the bundle is found from there.
    const folder = path.join(root ?? stateFolder, `bench-engine-${process.pid}`);
    cleanup.defer(() => rm(folder, { recursive: true, force: true }));
    await mkdir(folder, { recursive: true });
    const main = await bundleService("summary-engine", folder, root);
    const chroma = await startChroma({ folder, logFile: path.join(folder, "chroma.log") });
    cleanup.defer(() => chroma.stop());
    const variables = { ...platform.variables, CHROMA_URL: chroma.url, DATABASE_POOL_SIZE: "16" };
    const slot = await openSlot("summary-engine", "bench-summaries", { main, variables });
    cleanup.defer(async () => {
      // By itself, because a profile is written at the end; it may be stopped for a measurement.
      if (slot.isRunning) slot.kill("SIGTERM");
      if (slot.isRunning) slot.kill("SIGCONT");
      await slot.ended();
      await slot[Symbol.asyncDispose]();
    });
    return { slot, [Symbol.asyncDispose]: () => cleanup.run() };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}
