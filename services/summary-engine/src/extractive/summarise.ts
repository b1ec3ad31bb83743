import { cutText } from "@chorus/contracts/cut-text";
import type { SummaryStatement } from "@chorus/contracts/entities/summary";
import type { Draft } from "../drafts/draft.ts";
import type { TranscriptLine } from "../drafts/transcript.ts";
import { isOwnCommitment } from "@chorus/meaning/text/commitments";
import { ENTITY_KINDS } from "@chorus/meaning/text/entities";
import { isDone, isFix, isOutcome } from "./done.ts";
import { sentimentText, openQuestions, writeHandover } from "./handover.ts";
import { sentimentCourse } from "./sentiment.ts";
import { inOrder, takeBest } from "./select.ts";
import { plainOf } from "@chorus/meaning/text/sentences";
import { quoteAsSaid, quoteWithDay, quoteWithName } from "./statements.ts";
import { isDesk, type Unit, unitsOf } from "./units.ts";

const BRIEF_WORDS = 60;
const RESOLUTION_WORDS = 45;
const MAX_ACTIONS = 8;
const MAX_MILESTONES = 10;
const MAX_ENTITIES = 20;
const LONGEST_QUOTE = 160;

/**
 * All summaries of a conversation, made of its own sentences: no model and no randomness. Each
 * statement is a sentence of a message, so its source is known.
 */
export function summarise(transcript: readonly TranscriptLine[]): Draft {
  const units = unitsOf(transcript);
  const mood = sentimentCourse(transcript);
  return {
    brief: { brief: brief(units) },
    handover: writeHandover(units, mood),
    resolution: resolution(units),
    actions: actions(units),
    timeline: { timeline: timeline(units) },
    sentiment: {
      mood: mood ? [{ text: sentimentText(mood), cites: [...new Set([mood.start.seq, mood.end.seq])] }] : [],
      turns: mood
        ? mood.decisive.map(({ line }) => ({ text: `${line.name}: ${excerpt(line.text)}`, cites: [line.seq] }))
        : [],
    },
    entities: entities(units),
  };
}

/** Two sentences: the topic, and the current state. */
function brief(units: readonly Unit[]): SummaryStatement[] {
  const early = units.filter(({ role, position }) => role === "customer" && position <= 0.6);
  const [about] = takeBest(early.length > 0 ? early : units, [], { count: 1, words: BRIEF_WORDS });
  if (!about) return [];
  const later = units.filter(({ messageIndex }) => messageIndex > about.messageIndex);
  const standing = [
    openQuestions(later).filter((unit) => !isDesk(unit)),
    later.filter(
      (unit) => (isDesk(unit) ? isDone(unit) && unit.signals.has("outcome") : isOutcome(unit)) && unit.position > 0.5,
    ),
    later.filter((unit) => isDesk(unit) && (unit.signals.has("commitment") || isFix(unit))),
    later,
  ].find((candidates) => candidates.length > 0);
  const [state] = takeBest(standing ?? [], [about], { count: 1, words: BRIEF_WORDS - about.wordCount });
  return [about, ...(state ? [state] : [])].map(quoteWithName);
}

/** Empty when no message contains such a statement. */
function resolution(units: readonly Unit[]): Record<string, SummaryStatement[]> {
  const taken: Unit[] = [];
  const section = (candidates: readonly Unit[], count: number) => {
    const found = takeBest(candidates, taken, { count, words: RESOLUTION_WORDS });
    taken.push(...found);
    return inOrder(found).map(quoteAsSaid);
  };
  const problem = section(
    units.filter((unit) => unit.role === "customer" && unit.position <= 0.6),
    1,
  );
  const fix = section(units.filter(isFix), 2);
  const cause = section(
    units.filter((unit) => isDesk(unit) && unit.signals.has("cause") && !unit.signals.has("question")),
    1,
  );
  const outcome = section(
    units.filter((unit) => isOutcome(unit) && unit.position > 0.4),
    1,
  );
  return { problem, cause, fix, outcome };
}

/** Who has promised what, and until when. */
function actions(units: readonly Unit[]): Record<string, SummaryStatement[]> {
  const commitments = units.filter((unit) => unit.signals.has("commitment") && !unit.signals.has("question"));
  const most = (desk: boolean) =>
    inOrder(
      commitments
        .filter((unit) => isDesk(unit) === desk && (desk || isOwnCommitment(unit.text)))
        .toSorted((a, b) => b.score - a.score)
        .slice(0, MAX_ACTIONS),
    ).map(quoteWithDay);
  return { agent: most(true), customer: most(false) };
}

function timeline(units: readonly Unit[]): SummaryStatement[] {
  const milestones = units.filter(
    ({ signals, isFirstOfCustomer }) =>
      isFirstOfCustomer ||
      ["problem", "commitment", "cause", "fix", "outcome"].some((signal) => signals.has(signal as never)),
  );
  return inOrder(takeBest(milestones, [], { count: MAX_MILESTONES, words: 200 })).map(quoteWithName);
}

function entities(units: readonly Unit[]): Record<string, SummaryStatement[]> {
  const names = new Set(units.map(({ name }) => name.toLowerCase()));
  const found = new Map<string, { kind: string; text: string; seqs: Set<number> }>();
  const note = (kind: string, text: string, seq: number) => {
    const key = `${kind} ${text.toLowerCase().replaceAll(/[\s#]/g, "")}`;
    const known = found.get(key) ?? { kind, text, seqs: new Set<number>() };
    known.seqs.add(seq);
    found.set(key, known);
  };
  for (const unit of units) {
    for (const { kind, text } of unit.entities) if (!names.has(text.toLowerCase())) note(kind, text, unit.seq);
    for (const { day } of unit.dates) note("dates", day, unit.seq);
  }
  return Object.fromEntries(
    ENTITY_KINDS.map((kind) => [
      kind,
      [...found.values()]
        .filter((entity) => entity.kind === kind)
        .slice(0, MAX_ENTITIES)
        .map(({ text, seqs }) => ({ text, cites: [...seqs].slice(0, 20) })),
    ]),
  );
}

function excerpt(text: string): string {
  const plain = plainOf(text);
  return plain.length <= LONGEST_QUOTE ? plain : `${cutText(plain, LONGEST_QUOTE - 1).replace(/\s+\S*$/, "")}…`;
}
