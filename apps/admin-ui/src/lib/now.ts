import { Store } from "@chorus/client-sdk/observable";
import { useReadable } from "./use-readable.ts";

const TICK_MS = 15_000;
const now = new Store(Date.now());
setInterval(() => now.set(Date.now()), TICK_MS);

/** The time in milliseconds, moving on every 15 s for everybody at once. */
export function useNowMs(): number {
  return useReadable(now);
}
