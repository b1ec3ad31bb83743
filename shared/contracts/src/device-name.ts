const BROWSERS = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/(Headless)?Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
] as const;

const SYSTEMS = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/Linux/, "Linux"],
] as const;

type Patterns = readonly (readonly [RegExp, string])[];

/** Browser and system from what a browser calls itself; null for what it does not say. */
export function deviceParts(userAgent: string | null): { browser: string | null; system: string | null } {
  const find = (patterns: Patterns) => patterns.find(([pattern]) => pattern.test(userAgent ?? ""))?.[1] ?? null;
  return { browser: find(BROWSERS), system: find(SYSTEMS) };
}

/** "Firefox, Windows" from what a browser calls itself; null when it says nothing known. */
export function deviceName(userAgent: string | null): string | null {
  const { browser, system } = deviceParts(userAgent);
  return [browser, system].filter(Boolean).join(", ") || null;
}
