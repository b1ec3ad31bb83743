import { PORTS_BESIDE } from "@chorus/contracts/services";
import { restConfig, restEnvironment } from "@chorus/http/rest-config";
import { ConfigError, readEnv } from "@chorus/kernel/config";
import { z } from "zod";

/** What summary-engine reads from the environment. */
export const environment = z.object({
  ...restEnvironment("summary-engine"),
  SUMMARY_CONCURRENCY: z.coerce.number().int().min(1).max(100).default(4).describe("conversations summarised at once"),
  CHROMA_URL: z
    .string()
    .default(`http://127.0.0.1:${PORTS_BESIDE.CHROMA_PORT}`)
    .describe(
      "the vector store of this installation alone, on a private network: it asks nobody who they are; empty: search by words alone",
    ),
  SUMMARY_EMBEDDING_PROVIDER: z
    .enum(["local", "openai", "ollama"])
    .default("local")
    .describe("what turns texts into vectors; with another one everything is indexed again in the background"),
  SUMMARY_EMBEDDING_URL: z
    .string()
    .default("")
    .describe("base URL of an OpenAI-compatible server, with its /v1, or of an Ollama server; messages go there"),
  SUMMARY_EMBEDDING_KEY: z.string().default("").describe("its key"),
  SUMMARY_EMBEDDING_MODEL: z.string().default("").describe("its embedding model"),
  SUMMARY_EMBEDDING_DIMENSIONS: z.coerce.number().int().min(0).max(16_000).default(0).describe("of its vectors"),
  SUMMARY_EMBEDDING_LEAST_LIKENESS: z.coerce
    .number()
    .min(-1)
    .max(1)
    .default(0.3)
    .describe("the cosine below which two texts have nothing to do with each other; differs by model"),
  SUMMARY_OPENAI_URL: z
    .string()
    .default("")
    .describe(
      "base URL of an OpenAI-compatible model server, with its /v1; empty: none. Nothing is sent anywhere else",
    ),
  SUMMARY_OPENAI_KEY: z.string().default("").describe("its key"),
  SUMMARY_OPENAI_MODEL: z.string().default("gpt-4o-mini").describe("its model"),
  SUMMARY_OPENAI_JSON: z
    .stringbool()
    .default(true)
    .describe("whether it knows response_format json_object; some servers refuse it"),
  SUMMARY_ANTHROPIC_URL: z.string().default("https://api.anthropic.com").describe("where Anthropic's API is"),
  SUMMARY_ANTHROPIC_KEY: z.string().default("").describe("Anthropic's key; empty: none"),
  SUMMARY_ANTHROPIC_MODEL: z.string().default("claude-haiku-4-5").describe("Anthropic's model"),
  SUMMARY_OLLAMA_URL: z.string().default("").describe("an Ollama server; empty: none"),
  SUMMARY_OLLAMA_MODEL: z.string().default("qwen2.5").describe("its model"),
  SUMMARY_DOLLARS_PER_MILLION_INPUT: z.coerce
    .number()
    .min(0)
    .default(0)
    .describe("what remote models charge, for the records"),
  SUMMARY_DOLLARS_PER_MILLION_OUTPUT: z.coerce.number().min(0).default(0).describe("the same for what they write"),
  SUMMARY_MOST_DAILY_TOKENS: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000_000_000)
    .default(2_000_000)
    .describe("the most a tenant may let remote models use in a day, whatever budget it chooses: the keys are yours"),
  SUMMARY_DEADLINE_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(100_000)
    .default(45_000)
    .describe("what a remote model may take over all attempts, before Chorus' own summariser answers"),
  DATABASE_URL: z
    .string()
    .describe("Postgres, as the role of the service that the migration provisions (chorus_chat_service …)"),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(100).default(16).describe("connections to Postgres"),
});

function toEmbedding(env: z.output<typeof environment>) {
  if (env.SUMMARY_EMBEDDING_PROVIDER === "local") return null;
  const url = env.SUMMARY_EMBEDDING_URL;
  const model = env.SUMMARY_EMBEDDING_MODEL;
  const dimensions = env.SUMMARY_EMBEDDING_DIMENSIONS;
  if (url === "" || model === "" || dimensions === 0) {
    throw new ConfigError(
      "SUMMARY_EMBEDDING_PROVIDER needs SUMMARY_EMBEDDING_URL, SUMMARY_EMBEDDING_MODEL and SUMMARY_EMBEDDING_DIMENSIONS",
    );
  }
  const { SUMMARY_EMBEDDING_PROVIDER: provider, SUMMARY_EMBEDDING_KEY: key } = env;
  return { provider, url, key, model, dimensions, minSimilarity: env.SUMMARY_EMBEDDING_LEAST_LIKENESS };
}

/** @throws ConfigError for what is not safe where others can reach it */
export function toConfig(env: z.output<typeof environment>) {
  return {
    ...restConfig("summary-engine", env, {
      isForDeskAlone: true,
      servers: { CHROMA_URL: env.CHROMA_URL },
      receivers: {
        SUMMARY_EMBEDDING_URL: env.SUMMARY_EMBEDDING_URL,
        SUMMARY_OPENAI_URL: env.SUMMARY_OPENAI_URL,
        SUMMARY_ANTHROPIC_URL: env.SUMMARY_ANTHROPIC_URL,
        SUMMARY_OLLAMA_URL: env.SUMMARY_OLLAMA_URL,
      },
    }),
    database: { url: env.DATABASE_URL, poolSize: env.DATABASE_POOL_SIZE },
    /** Null: no search by meaning. */
    chromaUrl: env.CHROMA_URL === "" ? null : env.CHROMA_URL,
    embedding: toEmbedding(env),
    models: {
      openai: {
        url: env.SUMMARY_OPENAI_URL,
        key: env.SUMMARY_OPENAI_KEY,
        model: env.SUMMARY_OPENAI_MODEL,
        json: env.SUMMARY_OPENAI_JSON,
      },
      anthropic: {
        url: env.SUMMARY_ANTHROPIC_URL,
        key: env.SUMMARY_ANTHROPIC_KEY,
        model: env.SUMMARY_ANTHROPIC_MODEL,
      },
      ollama: { url: env.SUMMARY_OLLAMA_URL, model: env.SUMMARY_OLLAMA_MODEL },
    },
    dollarsPerMillion: {
      input: env.SUMMARY_DOLLARS_PER_MILLION_INPUT,
      output: env.SUMMARY_DOLLARS_PER_MILLION_OUTPUT,
    },
    mostDailyTokens: env.SUMMARY_MOST_DAILY_TOKENS,
    deadlineMs: env.SUMMARY_DEADLINE_MS,
    concurrency: env.SUMMARY_CONCURRENCY,
    /** The longest that work waits after a lost wake-up. */
    sweepEveryMs: 1_000,
  };
}
export type SummaryConfig = ReturnType<typeof toConfig>;

/** For the reindex command, which needs nothing else. @throws ConfigError */
export function readDatabaseUrl(variables: NodeJS.ProcessEnv = process.env): string {
  return readEnv(environment.pick({ DATABASE_URL: true }), variables).DATABASE_URL;
}
