import { ServerTime } from "@chorus/client-sdk/server-time";
import { useReadable } from "./use-readable.ts";

const TICK_MS = 15_000;
const time = new ServerTime();
setInterval(time.tick, TICK_MS);

export const { follow: followServerClock, nowMs: serverNowMs } = time;

/** The server's time in milliseconds, updated every 15 s for all components at once. */
export function useNowMs(): number {
  return useReadable(time.now);
}
