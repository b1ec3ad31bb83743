import type { Clock } from "@chorus/kernel/clock";
import { ChatAnthropic } from "@langchain/anthropic";
import { ChatOllama } from "@langchain/ollama";
import { ChatOpenAI } from "@langchain/openai";
import { ollamaFetch } from "./ollama-fetch.ts";
import { createBreaker } from "@chorus/kernel/breaker";
import type { RemoteProvider } from "./provider.ts";

/** After some failures in a row one question a minute finds out whether a provider is back. */
const BREAKER = { failures: 3, openMs: 60_000 };

/** A rate limit or a failure of theirs is tried once more by the client, within our own deadline. */
const MAX_RETRIES = 1;
const MAX_TOKENS = 4_096;

/** Where remote models are; an empty `url` or `key` means that there is none. */
export interface ModelsConfig {
  openai: { url: string; key: string; model: string; json: boolean };
  anthropic: { url: string; key: string; model: string };
  ollama: { url: string; model: string };
}

/** The models that this installation was given, which are asked where it was told and nowhere else. */
export function remoteProviders(
  { models, deadlineMs }: { models: ModelsConfig; deadlineMs: number },
  clock: Clock,
): RemoteProvider[] {
  const { openai, anthropic, ollama } = models;
  const found: RemoteProvider[] = [];
  const add = (name: string, model: string, url: string, chat: RemoteProvider["chat"]) =>
    found.push({ name, model, chat, host: new URL(url).host, breaker: createBreaker(clock, BREAKER) });
  if (openai.url !== "") {
    const chat = new ChatOpenAI({
      model: openai.model,
      // The client refuses to start without one; servers of one's own often want none.
      apiKey: openai.key === "" ? "none" : openai.key,
      // Only this is obeyed: `baseUrl` elsewhere is ignored, and the conversation would go to OpenAI.
      configuration: { baseURL: openai.url },
      ...{ temperature: 0, maxRetries: MAX_RETRIES, maxTokens: MAX_TOKENS },
      ...(openai.json ? { modelKwargs: { response_format: { type: "json_object" } } } : {}),
    });
    add("openai", openai.model, openai.url, chat);
  }
  if (anthropic.key !== "") {
    const { url: anthropicApiUrl, key: apiKey, model } = anthropic;
    const chat = new ChatAnthropic({ model, apiKey, anthropicApiUrl, maxRetries: MAX_RETRIES, maxTokens: MAX_TOKENS });
    add("anthropic", model, anthropicApiUrl, chat);
  }
  if (ollama.url !== "") {
    const chat = new ChatOllama({
      ...{ model: ollama.model, baseUrl: ollama.url, format: "json", temperature: 0 },
      fetch: ollamaFetch(deadlineMs),
    });
    add("ollama", ollama.model, ollama.url, chat);
  }
  return found;
}
