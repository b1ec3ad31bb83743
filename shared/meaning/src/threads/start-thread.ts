import { Worker } from "node:worker_threads";

/**
 * Starts a thread of a service: the bundled file of this name beside the service's bundle in production, the source elsewhere.
 * @param source the thread's TypeScript file
 */
export function startThread(name: string, source: URL): Worker {
  return new Worker(import.meta.url.endsWith(".ts") ? source : new URL(`./${name}.mjs`, import.meta.url));
}
