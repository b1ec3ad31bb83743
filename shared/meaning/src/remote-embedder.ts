import { createHash } from "node:crypto";
import { OllamaEmbeddings } from "@langchain/ollama";
import { OpenAIEmbeddings } from "@langchain/openai";
import { ollamaFetch } from "@chorus/models/ollama-fetch";
import type { Embedder } from "./embedder.ts";
import { rememberAnswers } from "./remember-answers.ts";

const TIMEOUT_MS = 20_000;
const AT_ONCE = 32;
const MAX_RETRIES = 1;

export interface EmbeddingConfig {
  provider: "openai" | "ollama";
  url: string;
  key: string;
  model: string;
  dimensions: number;
  /** The cosine below which two texts are unrelated; differs by model. */
  minSimilarity: number;
}

/** A remote embedding model, or one beside Chorus on the same machine. */
export function createRemoteEmbedder(config: EmbeddingConfig): Embedder {
  const { provider, url, model, dimensions, minSimilarity } = config;
  const client = clientOf(config);
  const checked = (vectors: number[][]): number[][] => {
    const wrong = vectors.find(({ length }) => length !== dimensions);
    if (!wrong) return vectors;
    throw new Error(`${model} answers ${wrong.length} numbers: SUMMARY_EMBEDDING_DIMENSIONS says ${dimensions}`);
  };
  return {
    label: labelOf(provider, model, dimensions),
    minSimilarity,
    // Remote models support many languages; only a text without words has no meaning.
    understands: (text) => /\p{L}{2}/u.test(text),
    host: new URL(url).host,
    // The remote server batches by itself; callers share it equally.
    async embed(texts) {
      const vectors: number[][] = [];
      for (let at = 0; at < texts.length; at += AT_ONCE)
        vectors.push(...checked(await client.embedDocuments(texts.slice(at, at + AT_ONCE))));
      return vectors;
    },
    embedQuestion: rememberAnswers(async (text) => checked([await client.embedQuery(text)])[0] ?? []),
    close: () => Promise.resolve(),
  };
}

function clientOf({ provider, url, key, model }: EmbeddingConfig) {
  if (provider === "ollama") {
    return new OllamaEmbeddings({ model, baseUrl: url, fetch: ollamaFetch(TIMEOUT_MS), maxRetries: 0 });
  }
  return new OpenAIEmbeddings({
    model,
    // The client refuses to start without a key; self-hosted servers often need none.
    apiKey: key === "" ? "none" : key,
    // Only this option has an effect: otherwise messages would go to OpenAI.
    configuration: { baseURL: url },
    // The default is base64, which some servers do not support.
    ...{ encodingFormat: "float", batchSize: AT_ONCE, timeout: TIMEOUT_MS, maxRetries: MAX_RETRIES },
  });
}

/** Readable, and unique for each provider and model, also for `a/b` and `a-b`. */
function labelOf(provider: string, model: string, dimensions: number): string {
  const readable = model.replaceAll(/[^\w.-]+/g, "-").slice(0, 60);
  const exact = createHash("sha256").update(`${provider} ${model}`).digest("hex").slice(0, 8);
  return `${readable}_${exact}_${dimensions}_v1`;
}
