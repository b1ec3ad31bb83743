/** The parameters that the loader puts into the frame's address. */
export interface FrameAddress {
  tenantKey: string;
  /** The embedding page's origin; null when the frame was opened by itself. */
  parentOrigin: string | null;
  /** The language that the page asks for; null leaves it to the browser. */
  language: string | null;
  /** The tenant's colour, as the page's script tag has it: for what is shown before the settings are there. */
  accent: string | null;
  /** Whether the page is dark; null when nobody has said so. */
  isDark: boolean | null;
}

export function readFrameAddress(search: string): FrameAddress {
  const parameters = new URLSearchParams(search);
  return {
    tenantKey: parameters.get("key") ?? "",
    parentOrigin: originOf(parameters.get("parent")),
    language: parameters.get("lang"),
    accent: parameters.get("accent"),
    isDark: parameters.has("dark") ? parameters.get("dark") === "1" : null,
  };
}

function originOf(text: string | null): string | null {
  if (!text) return null;
  try {
    const { origin, protocol } = new URL(text);
    return protocol === "https:" || protocol === "http:" ? origin : null;
  } catch {
    // Not an address: then there is nobody to talk to.
    return null;
  }
}
