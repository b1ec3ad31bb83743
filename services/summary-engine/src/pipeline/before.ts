import { SUMMARY_SECTIONS, SUMMARY_TYPES } from "@chorus/contracts/entities/summary";
import type { SummariesTable } from "@chorus/database/tables/summaries";
import type { Selectable } from "kysely";
import type { RemoteProvider } from "@chorus/models/provider";
import { Draft } from "../drafts/draft.ts";
import type { TranscriptLine } from "../drafts/transcript.ts";

/** After so many refreshments one is made from the whole conversation again: small mistakes add up. */
const MAX_CONTINUED = 8;
/** What is shorter is read from its beginning: that costs little. */
const LEAST_LINES = 20;
/** Of what the summary knows, so many lines are read again: "yes, that one" needs them. */
const LINES_BEFORE = 6;

type SummaryRow = Selectable<SummariesTable>;

/** The last accepted summaries of a conversation, for a model to go on from. */
export interface Before {
  draft: Draft;
  coversSeq: number;
  continued: number;
  provider: string;
  model: string | null;
}

/** Null where there are none, or not all of them know the same. What somebody edited is a part of it. */
export function beforeOf(rows: readonly SummaryRow[]): Before | null {
  const [first] = rows;
  if (!first || rows.length < SUMMARY_TYPES.length) return null;
  const isSame = rows.every((row) => row.covers_seq === first.covers_seq && row.provider === first.provider);
  if (!isSame) return null;
  const draft = Object.fromEntries(
    rows.map(({ type, sections }) => {
      const names: readonly string[] = SUMMARY_SECTIONS[type];
      return [type, Object.fromEntries(sections.filter(({ name }) => names.includes(name)).map(toEntry))];
    }),
  );
  const { covers_seq: coversSeq, continued, provider, model } = first;
  return { draft: Draft.parse(draft), coversSeq, continued, provider, model };
}

function toEntry({ name, statements }: SummaryRow["sections"][number]) {
  return [name, statements] as const;
}

/** The lines a model has to read to go on; null when it has to read all of them. */
export function linesAfter(
  before: Before,
  { name, model }: Pick<RemoteProvider, "name" | "model">,
  transcript: readonly TranscriptLine[],
): TranscriptLine[] | null {
  const isOwn = before.provider === name && before.model === model;
  if (!isOwn || before.continued >= MAX_CONTINUED || transcript.length < LEAST_LINES) return null;
  const firstNew = transcript.findIndex(({ seq }) => seq > before.coversSeq);
  return firstNew === -1 ? null : transcript.slice(Math.max(0, firstNew - LINES_BEFORE));
}
