import type { Draft } from "../src/drafts/draft.ts";
import { checkCitations } from "../src/pipeline/check-citations.ts";
import { HANDOVER_WORDS } from "../src/extractive/handover.ts";
import { summarise } from "../src/extractive/summarise.ts";
import { countWords } from "@chorus/meaning/text/words";
import { lead, lexRank, longest, type Ranking, textRank, withinWords } from "./baselines.ts";
import { type EvalConversation, transcriptOf } from "./conversation.ts";
import { mean, type Ratio, rouge1Recall, share, mentions } from "./metrics.ts";

/** How one system did over some conversations; shares between 0 and 1. */
export interface SystemScore {
  system: string;
  factRecall: number;
  promiseRecall: number;
  rouge1Recall: number;
  /** Mean and largest. */
  words: { mean: number; max: number };
}

/** How a system did with each type. */
export interface TypeScore {
  type: string;
  statements: number;
  /** Of the statements, those that the citation check accepts. */
  validCitations: number;
  meanWords: number;
  /** In plain words; null where there is nothing to compare with. */
  found: string | null;
}

const BASELINES: Record<string, Ranking> = {
  "LEAD-3": lead,
  "LONGEST-3": longest,
  TextRank: textRank,
  LexRank: lexRank,
};
const EXACT_KINDS = ["orders", "amounts", "contacts"] as const;

type Conversations = readonly EvalConversation[];

/** Every system with the same budget of words: `local` with its handover, the others with what they rank first. */
export function scoreSystems(conversations: Conversations): SystemScore[] {
  const handover = (conversation: EvalConversation) => {
    const transcript = transcriptOf(conversation);
    const names = [...new Set(transcript.map(({ name }) => `${name}: `))];
    // The others have no names before what was said, which add words and tell nothing that is asked for.
    const withoutName = (text: string) => text.slice(names.find((name) => text.startsWith(name))?.length ?? 0);
    const statements = Object.values(summarise(transcript).handover).flat();
    return statements.map(({ text }) => withoutName(text)).join(" ");
  };
  return [
    ...Object.entries(BASELINES).map(([name, ranking]) =>
      scoreSystem(name, conversations, (conversation) =>
        withinWords(ranking(transcriptOf(conversation)), HANDOVER_WORDS),
      ),
    ),
    scoreSystem("local", conversations, handover),
  ];
}

function scoreSystem(
  system: string,
  conversations: Conversations,
  write: (conversation: EvalConversation) => string,
): SystemScore {
  const pairs = conversations.map((conversation) => ({ conversation, text: write(conversation) }));
  const words = pairs.map(({ text }) => countWords(text));
  return {
    system,
    factRecall: share(pairs.map(({ conversation, text }) => coverageOf(text, conversation.facts))),
    promiseRecall: share(pairs.map(({ conversation, text }) => coverageOf(text, conversation.promises))),
    rouge1Recall: mean(pairs.map(({ conversation, text }) => rouge1Recall(text, conversation.reference))),
    words: { mean: mean(words), max: Math.max(...words) },
  };
}

function coverageOf(text: string, facts: readonly (readonly string[])[]): Ratio {
  return { of: facts.length, right: facts.filter((fact) => mentions(text, fact)).length };
}

export function scoreTypes(conversations: Conversations): TypeScore[] {
  return scoreDrafts(
    conversations.map((conversation) => ({ conversation, draft: summarise(transcriptOf(conversation)) })),
  );
}

/** Every type of what some system made of each conversation. */
export function scoreDrafts(made: readonly { conversation: EvalConversation; draft: Draft }[]): TypeScore[] {
  const drafts = made.map(({ conversation, draft }) => ({
    ...{ conversation, draft },
    checked: checkCitations(draft, transcriptOf(conversation)).draft,
  }));
  const types = Object.keys(drafts[0]?.draft ?? {}) as (keyof Draft)[];
  return types.map((type) => {
    const all = drafts.flatMap(({ draft }) => Object.values(draft[type]).flat());
    const valid = drafts.flatMap(({ checked }) => Object.values(checked[type]).flat());
    return {
      type,
      statements: all.length,
      validCitations: all.length === 0 ? 1 : valid.length / all.length,
      meanWords: mean(drafts.map(({ draft }) => countWords(textOf(draft[type])))),
      found: foundBy(type, drafts),
    };
  });
}

function foundBy(
  type: keyof Draft,
  drafts: readonly { conversation: EvalConversation; draft: Draft }[],
): string | null {
  const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
  const recall = (pick: (conversation: EvalConversation) => readonly (readonly string[])[]) =>
    share(drafts.map(({ conversation, draft }) => coverageOf(textOf(draft[type]), pick(conversation))));
  if (type === "actions") return `${percent(recall(({ promises }) => promises))} of promises`;
  if (type === "entities") {
    const { precision, recall: found } = entityScore(drafts);
    return `${percent(found)} of ids, amounts and contacts, ${percent(precision)} of those found are right`;
  }
  if (type === "sentiment") return null;
  return `${percent(recall(({ facts }) => facts))} of facts`;
}

/** Exact, but for spaces and the case of letters. */
function entityScore(drafts: readonly { conversation: EvalConversation; draft: Draft }[]) {
  const fold = (text: string) => text.toLowerCase().replaceAll(/[\s#]/g, "");
  const recall: Ratio[] = [];
  const precision: Ratio[] = [];
  for (const { conversation, draft } of drafts) {
    for (const kind of EXACT_KINDS) {
      const wanted = new Set((conversation.entities[kind] ?? []).map(fold));
      const found = new Set((draft.entities[kind] ?? []).map(({ text }) => fold(text)));
      const right = [...wanted].filter((text) => found.has(text)).length;
      recall.push({ of: wanted.size, right });
      precision.push({ of: found.size, right });
    }
  }
  return { recall: share(recall), precision: share(precision) };
}

function textOf(sections: Record<string, readonly { text: string }[]>): string {
  return Object.values(sections)
    .flat()
    .map(({ text }) => text)
    .join(" ");
}
