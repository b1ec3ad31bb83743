// For browsers, too: no schema library here.

const HAS_NUL_OR_LONE_SURROGATE = /\0|\p{Surrogate}/u;
const CONTROLS = /[\p{Cc}\u2028\u2029]/u;
/** Embeddings, overrides and isolates: they turn the text around that follows on the page. Marks (LRM, RLM) do not. */
const DIRECTION_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/g;
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u2800]/u;

/** Whether Postgres can store it and UTF-8 can encode it. */
export function isPlainText(text: string): boolean {
  return !HAS_NUL_OR_LONE_SURROGATE.test(text);
}

/** Whether it has no line break, tabulator or other control character. */
export function isSingleLine(text: string): boolean {
  return !CONTROLS.test(text);
}

/** Removes direction controls, because a name must not change how the text around it is displayed. */
export function withoutDirectionControls(text: string): string {
  return text.replaceAll(DIRECTION_CONTROLS, "");
}

/** Whether it has no visible character: only white space, zero-width and filling characters. */
export function isBlank(text: string): boolean {
  return !VISIBLE.test(text);
}

/** For headings and headers with names that were stored before names had to be one line. */
export function toSingleLine(text: string): string {
  return withoutDirectionControls(text)
    .replaceAll(/[\p{Cc}\u2028\u2029\s]+/gu, " ")
    .trim();
}
