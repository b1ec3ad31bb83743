import { z } from "zod";
import { Uuid } from "../ids.ts";
import { Seq, Timestamp, label, visibleText } from "../primitives.ts";

export const SUMMARY_TYPES = [
  "brief",
  "handover",
  "resolution",
  "actions",
  "timeline",
  "sentiment",
  "entities",
] as const;
export const SummaryType = z.enum(SUMMARY_TYPES);
export type SummaryType = z.infer<typeof SummaryType>;

/** The sections each type may have, in the order in which they are shown; an empty one is left out. */
export const SUMMARY_SECTIONS = {
  brief: ["brief"],
  handover: ["intent", "done", "said", "open", "promises", "mood"],
  resolution: ["problem", "cause", "fix", "outcome"],
  actions: ["agent", "customer"],
  timeline: ["timeline"],
  sentiment: ["mood", "turns"],
  entities: ["orders", "amounts", "products", "dates", "links", "contacts"],
} as const satisfies Record<SummaryType, readonly string[]>;

/** Plain text, and the messages it rests on. */
export const SummaryStatement = z
  .object({ text: visibleText({ max: 1_000 }), cites: z.array(Seq).min(1).max(50) })
  .meta({ id: "SummaryStatement" });
export type SummaryStatement = z.infer<typeof SummaryStatement>;

export const SummarySection = z
  .object({ name: label({ max: 40 }), statements: z.array(SummaryStatement).max(100) })
  .meta({ id: "SummarySection" });
export type SummarySection = z.infer<typeof SummarySection>;

/** Without the statements that rest on one of these messages; sections of which nothing is left are left out. */
export function withoutCitesOf(sections: readonly SummarySection[], seqs: ReadonlySet<number>): SummarySection[] {
  return sections
    .map((section) => ({
      ...section,
      statements: section.statements.filter(({ cites }) => !cites.some((seq) => seqs.has(seq))),
    }))
    .filter(({ statements }) => statements.length > 0);
}

/** What a conversation comes to, in one of several forms. Never markup: a quoted message loses its own. */
export const Summary = z
  .object({
    id: Uuid,
    conversationId: Uuid,
    type: SummaryType,
    /** The last message, note, edit or deletion it knows of. */
    coversSeq: Seq,
    /** Messages have come or changed since. */
    stale: z.boolean(),
    /** How many messages and notes it does not know. */
    newerMessages: z.int(),
    /** Who wrote it: `local`, or a model's provider. */
    provider: z.string(),
    /** Null where the provider has only one. */
    model: z.string().nullable(),
    sections: z.array(SummarySection),
    createdAt: Timestamp,
    /** Somebody of the desk who has changed it; what they wrote is kept when it is refreshed. */
    editedBy: Uuid.nullable(),
    /** What the reader thought of it. */
    verdict: z.enum(["up", "down"]).nullable(),
  })
  .meta({ id: "Summary" });
export type Summary = z.infer<typeof Summary>;
