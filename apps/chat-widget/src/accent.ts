import { isColour } from "./protocol.ts";

const WHITE = "#ffffff";
const BLACK = "#000000";
/** The surfaces of frame/styles/base.css, on which the accent is also written as text. */
const LIGHT_SURFACE = "#ffffff";
const DARK_SURFACE = "#14181f";
const TEXT_CONTRAST = 4.5;

/** White or black, whichever is more readable on `colour`; one of the two always reaches 4.5 (WCAG 2.2). */
export function textOn(colour: string): string {
  return contrast(colour, WHITE) >= contrast(colour, BLACK) ? WHITE : BLACK;
}

/** The accent and colours derived from it, as CSS variables; none for anything but `#rrggbb`. */
export function accentVariables(colour: string): Record<string, string> {
  if (!isColour(colour)) return {};
  return {
    "--accent": colour,
    "--on-accent": textOn(colour),
    "--ink-light": readableOn(colour, LIGHT_SURFACE, BLACK),
    "--ink-dark": readableOn(colour, DARK_SURFACE, WHITE),
  };
}

/** `colour` itself when it is readable on `surface`, else with as little of `towards` mixed in as makes it readable. */
function readableOn(colour: string, surface: string, towards: string): string {
  for (let percent = 0; percent < 100; percent += 10) {
    const mixed = mix(colour, towards, percent / 100);
    if (contrast(mixed, surface) >= TEXT_CONTRAST) return mixed;
  }
  return towards;
}

/** WCAG 2.2 contrast ratio of two `#rrggbb`. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(from: string, to: string, share: number): string {
  const target = channels(to);
  const mixed = channels(from).map((value, index) => Math.round(value + ((target[index] ?? 0) - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}
