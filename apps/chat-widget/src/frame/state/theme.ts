import type { WidgetTheme } from "@chorus/contracts/entities/tenant";

/** What the page around the frame looks like, as the loader has seen it; null when nobody has said so. */
let isPageDark: boolean | null = null;
let wanted: WidgetTheme = "automatic";
const system = globalThis.matchMedia?.("(prefers-color-scheme: dark)");

/** The tenant's choice. */
export function setTheme(theme: WidgetTheme): void {
  wanted = theme;
  show();
}

export function setPageDark(isDark: boolean | null): void {
  isPageDark = isDark;
  show();
}

/** Follows the system where neither the tenant nor the page decides. */
export function followSystemTheme(): void {
  system?.addEventListener("change", show);
  show();
}

function show(): void {
  const isDark = wanted === "automatic" ? (isPageDark ?? system?.matches ?? false) : wanted === "dark";
  document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
}
