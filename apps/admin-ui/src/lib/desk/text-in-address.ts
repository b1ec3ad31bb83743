import { cutText } from "@chorus/contracts/cut-text";

/** A text of the address's question; what looks like JSON stays text: `?q=4711` is a number that somebody looks for. Empty: undefined. */
export function textInAddress(value: unknown, maxCharacters: number): string | undefined {
  const text = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  return typeof text === "string" && text !== "" ? cutText(text, maxCharacters) : undefined;
}
