import { systemClock } from "@chorus/kernel/clock";
import type { Draft } from "../src/drafts/draft.ts";
import { type RemoteProvider } from "@chorus/models/provider";
import { remoteProviders } from "@chorus/models/remote-providers";
import { startModelDouble } from "@chorus/doubles/model/model-double";
import { PROTOCOLS, type ProviderName } from "@chorus/doubles/model/protocols";
import type { Configured } from "./config.ts";
import type { EvalConversation } from "./conversation.ts";
import { scoreDrafts, type TypeScore } from "./evaluate.ts";
import { INVENTED_PER_ANSWER, inventingAnswer } from "./inventing-model.ts";
import { runProvider } from "./run-provider.ts";

export interface ProviderScore {
  provider: string;
  /** `model@host` for one that was really asked; null for the double that speaks its protocol. */
  real: string | null;
  types: TypeScore[];
  unusable: number;
  rejected: number;
  /** Of statements that the double made up; null for a real one, of whom nobody knows. */
  invented: number | null;
}

/** Each provider that is configured by itself, and each other by its double. */
export async function scoreProviders(
  conversations: readonly EvalConversation[],
  { real, deadlineMs }: Configured,
): Promise<ProviderScore[]> {
  const scores: ProviderScore[] = [];
  for (const name of Object.keys(PROTOCOLS) as ProviderName[]) {
    const provider = real.find((one) => one.name === name);
    scores.push(
      provider
        ? await score(provider, conversations, deadlineMs, `${provider.model ?? name}@${provider.host}`)
        : await scoreDouble(name, conversations, deadlineMs),
    );
  }
  return scores;
}

async function scoreDouble(name: ProviderName, conversations: readonly EvalConversation[], deadlineMs: number) {
  await using double = await startModelDouble(name);
  double.behave({ do: "answer", text: inventingAnswer });
  const off = { url: "", key: "", model: "double", json: true };
  const models = { openai: off, anthropic: off, ollama: off, [name]: { ...off, url: double.url, key: "none" } };
  const [provider] = remoteProviders({ models, deadlineMs }, systemClock);
  if (!provider) throw new Error(`there is no ${name}`);
  // Awaited: the double goes with this function.
  return await score(provider, conversations, deadlineMs, null);
}

async function score(
  provider: RemoteProvider,
  conversations: readonly EvalConversation[],
  deadlineMs: number,
  real: string | null,
): Promise<ProviderScore> {
  const runs = await runProvider(provider, conversations, deadlineMs);
  const usable = runs.flatMap(({ conversation, draft }): { conversation: EvalConversation; draft: Draft }[] =>
    draft ? [{ conversation, draft }] : [],
  );
  return {
    ...{ provider: provider.name, real, types: scoreDrafts(usable) },
    unusable: runs.length - usable.length,
    rejected: runs.reduce((sum, run) => sum + run.rejected.length, 0),
    invented: real === null ? usable.length * INVENTED_PER_ANSWER : null,
  };
}
