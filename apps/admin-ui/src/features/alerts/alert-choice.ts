import { type Readable, Store } from "@chorus/client-sdk/observable";
import { storedText } from "@chorus/client-sdk/safe-storage";

export interface AlertChoice {
  sound: boolean;
  desktop: boolean;
}

const stored = storedText(() => localStorage, "chorus.alerts");

function read(): AlertChoice {
  const kept = stored.get() ?? "";
  return { sound: !kept.includes("silent"), desktop: kept.includes("desktop") };
}

const store = new Store<AlertChoice>(read());

export const alertChoice: Readable<AlertChoice> = store;

export function chooseAlerts(change: Partial<AlertChoice>): void {
  const next = { ...store.getSnapshot(), ...change };
  store.set(next);
  stored.set([!next.sound && "silent", next.desktop && "desktop"].filter(Boolean).join(" "));
}
