import { isColour } from "./protocol.ts";

const WHITE = "#ffffff";
const BLACK = "#000000";
/** The surfaces of shared/design, and how much of the tenant's colour is mixed into them below its text (styles/panel.css). */
const LIGHT = { surface: "#ffffff", share: 0.08 };
const DARK = { surface: "#18181d", share: 0.14 };
const TEXT_CONTRAST = 4.5;
/** The luminance at which black and white are equally readable: (l + 0.05)² = 1.05 × 0.05. */
const MIDDLE = 0.1791;

/** White or black, whichever is more readable on `colour`; one of the two always reaches 4.5 (WCAG 2.2). */
export function textOn(colour: string): string {
  return luminance(colour) > MIDDLE ? BLACK : WHITE;
}

/** The tenant's colour and those derived from it, as CSS variables; none for anything but `#rrggbb`. */
export function accentVariables(colour: string): Record<string, string> {
  if (!isColour(colour)) return {};
  return {
    "--tenant": colour,
    "--on-tenant": textOn(colour),
    "--tenant-ink-light": readableOn(LIGHT, colour, BLACK),
    "--tenant-ink-dark": readableOn(DARK, colour, WHITE),
  };
}

/** `colour` itself when it is readable on a surface, tinted or not, else with as little of `towards` mixed in as makes it so. */
function readableOn({ surface, share }: typeof LIGHT, colour: string, towards: string): string {
  const tinted = mix(surface, colour, share);
  for (let percent = 0; percent < 100; percent += 10) {
    const mixed = mix(colour, towards, percent / 100);
    if (Math.min(contrast(mixed, surface), contrast(mixed, tinted)) >= TEXT_CONTRAST) return mixed;
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
