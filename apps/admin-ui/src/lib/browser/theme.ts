import { type Readable, Store } from "@chorus/client-sdk/observable";
import { storedText } from "@chorus/client-sdk/safe-storage";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const stored = storedText(() => localStorage, "chorus.theme");
const systemIsDark = window.matchMedia("(prefers-color-scheme: dark)");
const kept = stored.get();
const store = new Store<Theme>(kept === "light" || kept === "dark" ? kept : "system");

export const themeChoice: Readable<Theme> = store;

export function chooseTheme(theme: Theme): void {
  store.set(theme);
  stored.set(theme);
  applyTheme();
}

/** Applies the chosen theme; called before the first render, and again when the system's theme changes. */
export function applyTheme(): void {
  const theme = store.getSnapshot();
  const isDark = theme === "dark" || (theme === "system" && systemIsDark.matches);
  document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
}

systemIsDark.addEventListener("change", applyTheme);
