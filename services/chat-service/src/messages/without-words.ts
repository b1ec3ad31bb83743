import { PREVIEW_CHARACTERS } from "@chorus/contracts/entities/message";
import { cutText } from "@chorus/contracts/cut-text";

/** An answer as JSON in which none of these texts stands as a message's `body`, nor as the preview of one. */
export function withoutWords(answer: unknown, texts: readonly string[]): string {
  const shown = shownForms(texts);
  return withBodies(answer, (body) => (shown.has(body) ? "" : body));
}

/** An answer about messages that have changed since: as JSON, with no other `body` than what they say now. */
export function withoutFormerWords(answer: unknown, now: readonly string[]): string {
  if (now.length === 0) return JSON.stringify(answer ?? null);
  const shown = shownForms(now);
  return withBodies(answer, (body) => (shown.has(body) ? body : ""));
}

function shownForms(texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => [text, cutText(text, PREVIEW_CHARACTERS)]));
}

function withBodies(answer: unknown, change: (body: string) => string): string {
  return JSON.stringify(answer ?? null, (name, value: unknown) =>
    name === "body" && typeof value === "string" ? change(value) : value,
  );
}
