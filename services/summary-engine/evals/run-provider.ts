import { type Rejected, checkCitations } from "../src/pipeline/check-citations.ts";
import { Draft } from "../src/drafts/draft.ts";
import { mask } from "../src/pipeline/mask.ts";
import { structured, UnusableAnswer } from "@chorus/models/structured";
import { summaryPrompt } from "../src/prompts/summary-prompt.ts";
import type { RemoteProvider } from "@chorus/models/provider";
import { type EvalConversation, transcriptOf } from "./conversation.ts";

export interface Run {
  conversation: EvalConversation;
  /** What holds; null when the model gave no usable answer, and `local` would have been asked. */
  draft: Draft | null;
  rejected: Rejected[];
}

/** Every conversation by one model, as the service asks it: personal data hidden, sources checked. */
export async function runProvider(
  { chat }: Pick<RemoteProvider, "chat">,
  conversations: readonly EvalConversation[],
  deadlineMs: number,
): Promise<Run[]> {
  const runs: Run[] = [];
  for (const conversation of conversations) {
    const transcript = transcriptOf(conversation);
    const hidden = mask(transcript);
    const signal = AbortSignal.timeout(deadlineMs);
    try {
      const { result } = await structured(chat, summaryPrompt(hidden.transcript), { schema: Draft, signal });
      runs.push({ conversation, ...checkCitations(hidden.unmask(result), transcript) });
    } catch (error) {
      if (!(error instanceof UnusableAnswer) && !signal.aborted) throw error;
      runs.push({ conversation, draft: null, rejected: [] });
    }
  }
  return runs;
}
