import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "@chorus/servers/paths";

const BUNDLED = ["chat-service", "presence-service", "websocket-gateway"] as const;
type Bundled = (typeof BUNDLED)[number];

const run = promisify(execFile);
const tsdown = path.join(repositoryRoot, "node_modules/tsdown/dist/run.mjs");

/**
 * Bundles the services as they are shipped: here one is started hundreds of times, and a bundle starts with a fraction of the work.
 * @param folder below the repository, so that what stays outside the bundles is found
 * @param root of the tree whose source is bundled
 * @returns what to start, by service
 */
export async function bundleServices(folder: string, root: string = repositoryRoot): Promise<Record<Bundled, string>> {
  const mains = await Promise.all(
    BUNDLED.map(async (service) => [service, await bundleService(service, folder, root)] as const),
  );
  return Object.fromEntries(mains) as Record<Bundled, string>;
}

/** @param root of the tree whose source is bundled */
export async function bundleService(
  service: Bundled | "summary-engine" | "commerce",
  folder: string,
  root: string = repositoryRoot,
): Promise<string> {
  const out = path.join(folder, service);
  await run(process.execPath, [tsdown, "--out-dir", out], { cwd: path.join(root, "services", service) });
  return path.join(out, "main.mjs");
}
