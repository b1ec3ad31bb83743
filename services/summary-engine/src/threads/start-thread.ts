import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

/** Threads by the name of their bundle, with their source beside this folder. */
const SOURCES = {
  "local-summariser": "../local/thread.ts",
  embedder: "../search/embedder-thread.ts",
} as const;
export type ThreadName = keyof typeof SOURCES;

/** Starts a thread of this service: the bundled file in production, the TypeScript source elsewhere. */
export function startThread(name: ThreadName): Worker {
  if (!import.meta.url.endsWith(".ts")) return new Worker(new URL(`./${name}.mjs`, import.meta.url));
  // Node 20 does not take a loader over into a thread: the thread registers it itself.
  const folder = path.dirname(createRequire(import.meta.url).resolve("tsx/package.json"));
  const loader = pathToFileURL(path.join(folder, "dist/esm/api/index.mjs")).href;
  const source = new URL(SOURCES[name], import.meta.url).href;
  const code = `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(source)}); })`;
  return new Worker(code, { eval: true });
}
