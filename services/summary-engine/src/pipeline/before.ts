import { SUMMARY_SECTIONS, SUMMARY_TYPES } from "@chorus/contracts/entities/summary";
import type { SummariesTable } from "@chorus/database/tables/summaries";
import type { Selectable } from "kysely";
import type { RemoteProvider } from "@chorus/models/provider";
import { Draft } from "../drafts/draft.ts";
import type { TranscriptLine } from "../drafts/transcript.ts";

/** After so many refreshes a summary is made from the whole conversation again, because small errors accumulate. */
const MAX_CONTINUED = 8;
/** A shorter conversation is always read from its beginning, which costs little. */
const LEAST_LINES = 20;
/** So many lines that the summary already covers are read again for context: "yes, that one" needs them. */
const LINES_BEFORE = 6;

type SummaryRow = Selectable<SummariesTable>;

/** The last accepted summaries of a conversation, as the basis of a refresh. */
export interface Before {
  draft: Draft;
  coversSeq: number;
  continued: number;
  provider: string;
  model: string | null;
}

/** Null without them, or when they cover different messages. Edits by agents are included. */
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

/** The lines that a model has to read for a refresh; null when it has to read all of them. */
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
