import { type Readable, Store } from "@chorus/client-sdk/observable";
import { useReadable } from "./use-readable.ts";

const TICK_MS = 15_000;
let offsetMs = 0;
const now = new Store(Date.now());
const tick = () => now.set(serverNowMs());
setInterval(tick, TICK_MS);

/** From now on times are the server's, whatever this machine's clock says. @returns stops following */
export function followServerClock(offset: Readable<number | null>): () => void {
  const follow = () => {
    offsetMs = offset.getSnapshot() ?? offsetMs;
    tick();
  };
  follow();
  return offset.subscribe(follow);
}

/** The server's time in milliseconds, as far as it is known. */
export function serverNowMs(): number {
  return Date.now() + offsetMs;
}

/** The server's time in milliseconds, updated every 15 s for all components at once. */
export function useNowMs(): number {
  return useReadable(now);
}
