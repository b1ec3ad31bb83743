import { withDeadline } from "@chorus/kernel/deadline";
import type { SummarySection, SummaryType } from "@chorus/contracts/entities/summary";
import type { SummaryContext } from "../context.ts";
import { summaryPrompt } from "../prompts/summary-prompt.ts";
import { chooseProvider } from "@chorus/models/choose-provider";
import type { RemoteProvider } from "@chorus/models/provider";
import { readSettings } from "@chorus/models/settings";
import { costOf, recordUsage } from "@chorus/models/usage";
import { type Before, linesAfter } from "./before.ts";
import { checkCitations, type CheckedDraft } from "./check-citations.ts";
import { Draft, sectionsByType } from "../drafts/draft.ts";
import { mask } from "./mask.ts";
import { type Listener, structured, UnusableAnswer, type Usage } from "@chorus/models/structured";
import { type StreamedStatement, statementsIn } from "./statements-in.ts";
import type { TranscriptLine } from "../drafts/transcript.ts";

export interface DraftedSummaries {
  sections: Record<SummaryType, SummarySection[]>;
  provider: string;
  model: string | null;
  usage: Usage;
  costMicrodollars: number;
  durationMs: number;
  /** Number of refreshes since it was made from all messages. */
  continued: number;
}

interface Work {
  transcript: readonly TranscriptLine[];
  /** The draft that a remote model may refresh. */
  before?: Before | null;
  signal: AbortSignal;
  /** Receives each statement of a remote model as soon as its sources are checked. */
  audience?: Audience | undefined;
}

export interface Audience {
  statement(found: StreamedStatement): void;
  /** Discards what was received so far. */
  restart(): void;
}

/**
 * All summaries of a transcript, with checked sources: by the model that the tenant has chosen, or by `local` when that one is
 * unavailable, fails or takes too long.
 */
export async function draftSummaries(context: SummaryContext, tenantId: string, work: Work): Promise<DraftedSummaries> {
  const settings = await readSettings(context, tenantId);
  const choice = chooseProvider(context, settings, ({ breaker }) => breaker.openUntilMs() !== null);
  const drafted =
    "provider" in choice
      ? await askRemote(context, tenantId, choice.provider, { ...work, hides: settings.masksPersonalData })
      : null;
  return drafted ?? draftLocally(context, tenantId, work);
}

/** Without a prompt, and not streamed, because it takes no time. */
async function draftLocally(
  context: SummaryContext,
  tenantId: string,
  { transcript, signal }: Work,
): Promise<DraftedSummaries> {
  const startedAt = performance.now();
  const { draft, rejected } = checkCitations(await context.summariseLocally(tenantId, transcript, signal), transcript);
  context.events.drafted("local", rejected.length);
  return {
    sections: sectionsByType(draft),
    ...{ provider: "local", model: null, usage: { inputTokens: 0, outputTokens: 0 }, costMicrodollars: 0 },
    continued: 0,
    durationMs: Math.round(performance.now() - startedAt),
  };
}

const asItIs = (draft: Draft) => draft;

async function askRemote(
  context: SummaryContext,
  tenantId: string,
  provider: RemoteProvider,
  { transcript, before, signal, audience, hides }: Work & { hides: boolean },
): Promise<DraftedSummaries | null> {
  const hidden = hides ? mask(transcript) : { transcript, mask: asItIs, unmask: asItIs };
  const deadline = withDeadline(signal, context.config.deadlineMs);
  try {
    const newer = before ? linesAfter(before, provider, hidden.transcript) : null;
    const known = before && newer ? before : null;
    const asked = {
      transcript: newer ?? hidden.transcript,
      previous: known && hidden.mask(known.draft),
      ...{ signal: deadline.signal, audience },
    };
    const check = (draft: Draft) => checkCitations(hidden.unmask(draft), transcript, known?.draft);
    const drafted = await ask(context, provider, asked, check);
    if (known) drafted.continued = known.continued + 1;
    provider.breaker.succeeded();
    await recordUsage(context, tenantId, { provider: provider.name, usage: drafted.usage, hasFailed: false });
    return drafted;
  } catch (error) {
    const usage = error instanceof UnusableAnswer ? error.usage : { inputTokens: 0, outputTokens: 0 };
    provider.breaker.failed();
    audience?.restart();
    context.events.providerFailed(tenantId, provider.name, error);
    await recordUsage(context, tenantId, { provider: provider.name, usage, hasFailed: true });
    return null;
  } finally {
    deadline[Symbol.dispose]();
  }
}

async function ask(
  context: SummaryContext,
  { name, model, chat }: RemoteProvider,
  { transcript, previous, signal, audience }: Work & { previous?: Draft | null },
  check: (draft: Draft) => CheckedDraft,
): Promise<DraftedSummaries> {
  const startedAt = performance.now();
  const listener = audience && publishChecked(audience, check);
  const prompt = summaryPrompt(transcript, previous);
  const { result, usage } = await structured(chat, prompt, { schema: Draft, signal, listener });
  const { draft, rejected } = check(result);
  context.events.drafted(name, rejected.length);
  // A model without any supported statement has failed.
  if (draft.brief["brief"]?.length === 0) throw new UnusableAnswer("no statement of the brief holds", usage);
  return {
    sections: sectionsByType(draft),
    ...{ provider: name, model, usage },
    costMicrodollars: costOf(context, usage),
    continued: 0,
    durationMs: Math.round(performance.now() - startedAt),
  };
}

/** The partial answer is not parsed after every token. */
const LOOK_AFTER_CHARACTERS = 60;

/** Publishes supported statements to the audience, each once. */
function publishChecked(audience: Audience, check: (draft: Draft) => CheckedDraft): Listener {
  let lookedAt = 0;
  let heard = 0;
  return {
    text(answer) {
      if (answer.length < lookedAt + LOOK_AFTER_CHARACTERS) return;
      lookedAt = answer.length;
      const found = statementsIn(answer);
      for (const { type, section, statement } of found.slice(heard)) {
        const alone = { [type]: { [section]: [statement] } } as unknown as Draft;
        const [checked] = check(alone).draft[type][section] ?? [];
        if (checked) audience.statement({ type, section, statement: checked });
      }
      heard = Math.max(heard, found.length);
    },
    restart() {
      lookedAt = 0;
      heard = 0;
      audience.restart();
    },
  };
}
