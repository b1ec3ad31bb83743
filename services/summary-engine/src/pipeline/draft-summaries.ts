import type { SummarySection, SummaryType } from "@chorus/contracts/entities/summary";
import type { SummaryContext } from "../context.ts";
import { summaryPrompt } from "../prompts/summary-prompt.ts";
import { checkCitations } from "./check-citations.ts";
import { Draft, sectionsByType } from "./draft.ts";
import { structured, type Usage } from "./structured.ts";
import type { TranscriptLine } from "./transcript.ts";

export interface DraftedSummaries {
  sections: Record<SummaryType, SummarySection[]>;
  provider: string;
  model: string | null;
  usage: Usage;
  durationMs: number;
}

/** Every form of what a transcript comes to, with sources that were checked. @throws when the signal fires */
export async function draftSummaries(
  context: SummaryContext,
  transcript: readonly TranscriptLine[],
  signal: AbortSignal,
): Promise<DraftedSummaries> {
  const startedAt = performance.now();
  const { name, model, chat } = context.local;
  const { result, usage } = await structured(chat, summaryPrompt(transcript), { schema: Draft, signal });
  const { draft, rejected } = checkCitations(result, transcript);
  context.events.drafted(name, rejected.length);
  return {
    sections: sectionsByType(draft),
    ...{ provider: name, model, usage },
    durationMs: Math.round(performance.now() - startedAt),
  };
}
