import { type Readable, Store } from "@chorus/client-sdk/observable";
import { storedText } from "@chorus/client-sdk/safe-storage";

const stored = storedText(() => localStorage, "chorus.sidebar");
const store = new Store<boolean>(stored.get() === "collapsed");

/** Whether the person has collapsed the sidebar to its icons. */
export const sidebarIsCollapsed: Readable<boolean> = store;

export function collapseSidebar(isCollapsed: boolean): void {
  store.set(isCollapsed);
  stored.set(isCollapsed ? "collapsed" : undefined);
}
