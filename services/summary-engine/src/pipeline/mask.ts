import { createMasker } from "@chorus/models/masker";
import type { Draft } from "../drafts/draft.ts";
import type { TranscriptLine } from "../drafts/transcript.ts";

export interface Masked {
  transcript: TranscriptLine[];
  /** Masks the same values in an earlier draft. */
  mask(draft: Draft): Draft;
  /** Replaces placeholders in a model's answer by the masked values. */
  unmask(draft: Draft): Draft;
}

/** Masks addresses, phone numbers, accounts, cards and customers' names with placeholders that stay the same in all texts. */
export function mask(transcript: readonly TranscriptLine[]): Masked {
  const { hide, show } = createMasker(transcript.flatMap(({ role, name }) => (role === "customer" ? [name] : [])));
  return {
    transcript: transcript.map((line) => ({ ...line, name: hide(line.name), text: hide(line.text) })),
    mask: (draft) => withTexts(draft, hide),
    unmask: (draft) => withTexts(draft, show),
  };
}

/** The same statements with other texts. */
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
