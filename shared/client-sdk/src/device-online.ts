import { Store, type Readable } from "./observable.ts";

const isOnline = new Store(true);

/** False as soon as the browser says that its network is lost; true says nothing. */
export const deviceOnline: Readable<boolean> = isOnline;

/** Its events only: `navigator.onLine` is false on machines that reach Chorus all the same. */
export function watchDeviceOnline(): void {
  window.addEventListener("online", () => isOnline.set(true));
  window.addEventListener("offline", () => isOnline.set(false));
}
