import { createMasker } from "@chorus/models/masker";
import type { Draft } from "../drafts/draft.ts";
import type { TranscriptLine } from "../drafts/transcript.ts";

export interface Masked {
  transcript: TranscriptLine[];
  /** Hides the same in what was said of it before. */
  mask(draft: Draft): Draft;
  /** Puts what was hidden back into what a model wrote. */
  unmask(draft: Draft): Draft;
}

/** Hides addresses, phone numbers, accounts, cards and the customers' names behind placeholders, the same ones all through. */
export function mask(transcript: readonly TranscriptLine[]): Masked {
  const { hide, show } = createMasker(transcript.flatMap(({ role, name }) => (role === "customer" ? [name] : [])));
  return {
    transcript: transcript.map((line) => ({ ...line, name: hide(line.name), text: hide(line.text) })),
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
