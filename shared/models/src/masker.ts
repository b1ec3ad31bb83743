import { hideContacts, namesHider } from "./personal-data.ts";

const PLACEHOLDER = /\[(?:CONTACT|NAME)_\d+\]/g;

export interface Masker {
  /** The text with placeholders, the same for the same value in every text. */
  hide(text: string): string;
  /** Replaces placeholders in a model's answer by the masked values. */
  show(text: string): string;
}

/** Masks addresses, phone numbers, accounts, cards and these names with placeholders. */
export function createMasker(names: readonly string[]): Masker {
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
  const hideNames = namesHider(names);
  return {
    hide: (text) => hideNames(hideContacts(text, placeholderFor), placeholderFor),
    show: (text) => text.replaceAll(PLACEHOLDER, (placeholder) => hidden.get(placeholder) ?? placeholder),
  };
}
