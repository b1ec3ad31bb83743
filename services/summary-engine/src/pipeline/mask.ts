import { entitiesOf } from "../local/entities.ts";
import type { Draft } from "./draft.ts";
import type { TranscriptLine } from "./transcript.ts";

export interface Masked {
  transcript: TranscriptLine[];
  /** Puts what was hidden back into what a model wrote. */
  unmask(draft: Draft): Draft;
}

const PLACEHOLDER = /\[(?:CONTACT|NAME)_\d+\]/g;
const SHORTEST_NAME = 3;

/** Hides addresses, phone numbers, accounts, cards and the customers' names behind placeholders, the same ones all through. */
export function mask(transcript: readonly TranscriptLine[]): Masked {
  const placeholders = new Map<string, string>();
  const placeholderFor = (kind: "CONTACT" | "NAME", text: string): string => {
    const known = placeholders.get(text);
    if (known !== undefined) return known;
    const made = `[${kind}_${placeholders.size + 1}]`;
    placeholders.set(text, made);
    return made;
  };
  const names = new Set(
    transcript
      .filter(({ role }) => role === "customer")
      .flatMap(({ name }) => [name, ...name.split(/\s+/)])
      .filter((name) => name.length >= SHORTEST_NAME),
  );
  const longestFirst = [...names].toSorted((a, b) => b.length - a.length);
  const hide = (text: string): string => {
    const contacts = entitiesOf(text).filter(({ kind }) => kind === "contacts");
    let hidden = text;
    for (const { text: contact } of contacts) hidden = hidden.replaceAll(contact, placeholderFor("CONTACT", contact));
    for (const name of longestFirst) {
      const word = new RegExp(
        `(?<![\\p{L}\\p{N}_[])${name.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&")}(?![\\p{L}\\p{N}])`,
        "gu",
      );
      hidden = hidden.replace(word, () => placeholderFor("NAME", name));
    }
    return hidden;
  };
  const masked = transcript.map((line) => ({ ...line, name: hide(line.name), text: hide(line.text) }));
  const texts = new Map([...placeholders].map(([text, placeholder]) => [placeholder, text]));
  const show = (text: string) => text.replaceAll(PLACEHOLDER, (placeholder) => texts.get(placeholder) ?? placeholder);
  return {
    transcript: masked,
    unmask: (draft) =>
      Object.fromEntries(
        Object.entries(draft).map(([type, sections]) => [
          type,
          Object.fromEntries(
            Object.entries(sections).map(([name, statements]) => [
              name,
              statements.map((statement) => ({ ...statement, text: show(statement.text) })),
            ]),
          ),
        ]),
      ) as Draft,
  };
}
