import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

/**
 * Starts a thread of a service: the bundled file of this name beside the service's bundle in production, the source elsewhere.
 * @param source the thread's TypeScript file
 */
export function startThread(name: string, source: URL): Worker {
  if (!import.meta.url.endsWith(".ts")) return new Worker(new URL(`./${name}.mjs`, import.meta.url));
  // Node 20 does not pass a loader on to threads, so the thread registers it itself.
  const folder = path.dirname(createRequire(import.meta.url).resolve("tsx/package.json"));
  const loader = pathToFileURL(path.join(folder, "dist/esm/api/index.mjs")).href;
  const code = `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(source.href)}); })`;
  return new Worker(code, { eval: true });
}
