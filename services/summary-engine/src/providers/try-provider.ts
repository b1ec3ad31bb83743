import { cutText } from "@chorus/contracts/cut-text";
import { periodEndMs } from "@chorus/contracts/quotas";
import type { TranscriptLine } from "../drafts/transcript.ts";
import type { SummaryContext } from "../context.ts";
import { AppError } from "@chorus/kernel/app-error";
import { Draft } from "../drafts/draft.ts";
import { checkCitations } from "../pipeline/check-citations.ts";
import { structured, UnusableAnswer, type Usage } from "@chorus/models/structured";
import { summaryPrompt } from "../prompts/summary-prompt.ts";
import { readSettings } from "@chorus/models/settings";
import { recordUsage } from "@chorus/models/usage";

/** A made-up sample, because a test must not send a customer's data. */
const SAMPLE: TranscriptLine[] = [
  { seq: 1, role: "customer", name: "Cara", at: "2026-11-21T09:00:00.000Z", text: "My kettle leaks, order SO-10001." },
  { seq: 2, role: "agent", name: "Ben", at: "2026-11-21T09:01:00.000Z", text: "I will send you a new one by Friday." },
];
const NOTHING: Usage = { inputTokens: 0, outputTokens: 0 };
const LONGEST_DETAIL = 200;

function tokensUsedUp(nowMs: number): AppError {
  const retryMs = (periodEndMs("model_tokens_per_month", nowMs) ?? nowMs) - nowMs;
  const detail = "This month's tokens are used up. The operator of this installation can raise them.";
  return new AppError("quota_reached", { detail, retryMs });
}

/** Lets a provider summarise a sample. Its error text is returned, without keys. @throws AppError `invalid`, `quota_reached` */
export async function tryProvider(
  context: SummaryContext,
  tenantId: string,
  name: string,
): Promise<{ ok: boolean; durationMs: number; detail: string }> {
  const provider = context.remote.find((candidate) => candidate.name === name);
  const isRemote = name !== "local";
  if (isRemote && !provider) throw new AppError("invalid", { detail: "provider: this installation does not have it" });
  const startedAt = performance.now();
  const took = () => Math.round(performance.now() - startedAt);
  const count = async (usage: Usage, hasFailed: boolean) => {
    if (isRemote) await recordUsage(context, tenantId, { provider: name, usage, hasFailed });
  };
  if (isRemote) {
    const settings = await readSettings(context, tenantId);
    const { tokensUsedToday, dailyTokenBudget, tokensUsedThisMonth, monthlyTokenQuota } = settings;
    if (tokensUsedThisMonth >= monthlyTokenQuota) throw tokensUsedUp(context.clock.now());
    if (tokensUsedToday >= dailyTokenBudget)
      return { ok: false, durationMs: took(), detail: "Today's token budget is used up." };
  }
  try {
    const signal = AbortSignal.timeout(context.config.deadlineMs);
    const { result, usage } = provider
      ? await structured(provider.chat, summaryPrompt(SAMPLE), { schema: Draft, signal })
      : { result: await context.summariseLocally(tenantId, SAMPLE, signal), usage: NOTHING };
    await count(usage, false);
    const { draft } = checkCitations(result, SAMPLE);
    const text = draft.brief["brief"]?.map((statement) => statement.text).join(" ") ?? "";
    if (text === "")
      return { ok: false, durationMs: took(), detail: "It answered, but with no statement that its sources bear out." };
    return { ok: true, durationMs: took(), detail: cutText(text, LONGEST_DETAIL) };
  } catch (error) {
    await count(error instanceof UnusableAnswer ? error.usage : NOTHING, true);
    const reason = error instanceof Error ? error.message : "unknown";
    return {
      ok: false,
      durationMs: took(),
      detail: cutText(reason.replaceAll(/\S*(?:sk|key)-\S+/giu, "…"), LONGEST_DETAIL),
    };
  }
}
