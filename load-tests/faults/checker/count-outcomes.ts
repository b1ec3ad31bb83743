import type { Send, StoredEvent } from "./history.ts";

/** Every send is in exactly one of these. */
export interface Outcomes {
  acknowledged: number;
  /** Refused: nothing was stored, and the author got an error. */
  refused: number;
  /** The author got no answer, and it is in the log. */
  unknownStored: number;
  /** The author got no answer, and it is not in the log. */
  unknownAbsent: number;
}

/** What became of everything that was said, as its authors know it at the end. */
export function countOutcomes(sends: readonly Send[], stored: readonly StoredEvent[]): Outcomes {
  const known = new Set(stored.map((event) => `${event.authorId}/${event.clientMessageId}`));
  const outcomes: Outcomes = { acknowledged: 0, refused: 0, unknownStored: 0, unknownAbsent: 0 };
  for (const { outcome, authorId, clientMessageId } of sends) {
    if (outcome === "ok") outcomes.acknowledged += 1;
    else if (outcome === "fail") outcomes.refused += 1;
    else outcomes[known.has(`${authorId}/${clientMessageId}`) ? "unknownStored" : "unknownAbsent"] += 1;
  }
  return outcomes;
}
