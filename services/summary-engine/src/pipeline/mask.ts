import type { Draft } from "./draft.ts";
import { hideContacts, namesHider } from "./personal-data.ts";
import type { TranscriptLine } from "./transcript.ts";

export interface Masked {
  transcript: TranscriptLine[];
  /** Hides the same in another text. */
  hide(text: string): string;
  /** Hides the same in what was said of it before. */
  mask(draft: Draft): Draft;
  /** Puts what was hidden back into what a model wrote. */
  unmask(draft: Draft): Draft;
}

const PLACEHOLDER = /\[(?:CONTACT|NAME)_\d+\]/g;

/** Hides addresses, phone numbers, accounts, cards and the customers' names behind placeholders, the same ones all through. */
export function mask(transcript: readonly TranscriptLine[]): Masked {
  const placeholders = new Map<string, string>();
  const hidden = new Map<string, string>();
  const placeholderFor = (kind: "CONTACT" | "NAME", text: string): string => {
    const known = placeholders.get(text);
    if (known !== undefined) return known;
    const made = `[${kind}_${placeholders.size + 1}]`;
    placeholders.set(text, made);
    hidden.set(made, text);
    return made;
  };
  const hideNames = namesHider(transcript.flatMap(({ role, name }) => (role === "customer" ? [name] : [])));
  const hide = (text: string): string => hideNames(hideContacts(text, placeholderFor), placeholderFor);
  const masked = transcript.map((line) => ({ ...line, name: hide(line.name), text: hide(line.text) }));
  const show = (text: string) => text.replaceAll(PLACEHOLDER, (placeholder) => hidden.get(placeholder) ?? placeholder);
  return {
    transcript: masked,
    hide,
    mask: (draft) => withTexts(draft, hide),
    unmask: (draft) => withTexts(draft, show),
  };
}

/** The same with other words. */
function withTexts(draft: Draft, change: (text: string) => string): Draft {
  return Object.fromEntries(
    Object.entries(draft).map(([type, sections]) => [
      type,
      Object.fromEntries(
        Object.entries(sections).map(([name, statements]) => [
          name,
          statements.map((statement) => ({ ...statement, text: change(statement.text) })),
        ]),
      ),
    ]),
  ) as Draft;
}
