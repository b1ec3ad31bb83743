import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";

/** A server that does not answer must not keep a service from ending. */
const MAX_WAIT_MS = 1_000;

/**
 * Has to be called before the pool is used. The result resolves once every connection is closed, also by the server: the pool's own
 * `end` does not wait for that, and whoever then drops the database makes it break off connections that were to end in peace.
 */
export function watchConnections(pool: pg.Pool): () => Promise<void> {
  const open = new Set<Promise<void>>();
  pool.on("connect", (client) => {
    const closed = new Promise<void>((resolve) => client.once("end", resolve));
    open.add(closed);
    void closed.then(() => open.delete(closed));
  });
  return async () => {
    const late = new AbortController();
    const allClosed = Promise.all(open).finally(() => late.abort());
    await Promise.race([allClosed, delay(MAX_WAIT_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
  };
}
