import type { Clock } from "@chorus/kernel/clock";
import { ChatAnthropic } from "@langchain/anthropic";
import { ChatOllama } from "@langchain/ollama";
import { ChatOpenAI } from "@langchain/openai";
import { ollamaFetch } from "./ollama-fetch.ts";
import { createBreaker } from "@chorus/kernel/breaker";
import type { RemoteProvider } from "./provider.ts";

/** After some failures in a row one request a minute probes whether a provider is back. */
const BREAKER = { failures: 3, openMs: 60_000 };

/** The client retries a rate limit or a server error once, within our own deadline. */
const MAX_RETRIES = 1;
const MAX_TOKENS = 4_096;

/** Addresses of remote models; an empty `url` or `key` disables one. */
export interface ModelsConfig {
  openai: { url: string; key: string; model: string; json: boolean };
  anthropic: { url: string; key: string; model: string };
  ollama: { url: string; model: string };
}

/** The remote models of this installation, which are called only at their configured addresses. */
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
      // The client refuses to start without a key; self-hosted servers often need none.
      apiKey: openai.key === "" ? "none" : openai.key,
      // Only this option has an effect: `baseUrl` elsewhere is ignored, and the conversation would go to OpenAI.
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
