import { ServerTime } from "@chorus/client-sdk/server-time";
import { useReadable } from "./use-readable.ts";

const MINUTE_MS = 60_000;
const time = new ServerTime();
setInterval(time.tick, MINUTE_MS);

export const { follow: followServerClock, nowMs: serverNowMs } = time;

/** The server's time, a minute old at most: for what is said relative to it. */
export function useNow(): number {
  return useReadable(time.now);
}
