import type { Readable } from "@chorus/client-sdk/observable";
import { useSyncExternalStore } from "react";

export function useReadable<Value>(readable: Readable<Value>): Value {
  return useSyncExternalStore(readable.subscribe, readable.getSnapshot);
}
