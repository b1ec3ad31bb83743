import { deviceOnline, watchDeviceOnline } from "@chorus/client-sdk/device-online";
import { useReadable } from "./use-readable.ts";

watchDeviceOnline();

/** False as soon as the browser has lost its network; true says nothing. */
export function useBrowserOnline(): boolean {
  return useReadable(deviceOnline);
}
