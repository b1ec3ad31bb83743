import { isColour } from "../protocol.ts";

/** The company's colour, with whichever text colour is readable on it (WCAG 2.2 relative luminance). */
export function accentStyle(colour: string): Record<string, string> | undefined {
  if (!isColour(colour)) return undefined;
  return { "--accent": colour, "--on-accent": luminance(colour) > 0.36 ? "#10151f" : "#ffffff" };
}

function luminance(colour: string): number {
  const channel = (start: number) => {
    const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
