import { type Readable, Store } from "@chorus/client-sdk/observable";

export interface AlertChoice {
  sound: boolean;
  desktop: boolean;
}

const KEY = "chorus.alerts";

function read(): AlertChoice {
  const kept = localStorage.getItem(KEY) ?? "";
  return { sound: !kept.includes("silent"), desktop: kept.includes("desktop") };
}

const store = new Store<AlertChoice>(read());

export const alertChoice: Readable<AlertChoice> = store;

export function chooseAlerts(change: Partial<AlertChoice>): void {
  const next = { ...store.getSnapshot(), ...change };
  store.set(next);
  localStorage.setItem(KEY, [!next.sound && "silent", next.desktop && "desktop"].filter(Boolean).join(" "));
}
