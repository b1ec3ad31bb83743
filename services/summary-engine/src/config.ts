import { port } from "@chorus/kernel/config";
import { CHAT_SERVICE_URL, refuseDevelopmentSecrets, serviceEnvironment } from "@chorus/kernel/service-environment";
import { z } from "zod";

/** What summary-engine reads from the environment. */
export const environment = z.object({
  ...serviceEnvironment,
  CHAT_SERVICE_URL,
  SUMMARY_HOST: z.string().default("127.0.0.1").describe("address summary-engine listens on"),
  SUMMARY_PORT: port(8083).describe("port summary-engine listens on"),
  SUMMARY_ADMIN_PORT: port(9083).describe(
    "port of summary-engine's /metrics in production; elsewhere they are on its own port",
  ),
  SUMMARY_CONCURRENCY: z.coerce.number().int().min(1).max(100).default(4).describe("conversations summarised at once"),
  CHROMA_URL: z
    .string()
    .default("http://127.0.0.1:8000")
    .describe("the vector store, on a private network only: it asks nobody who they are; empty: search by words alone"),
  DATABASE_URL: z.string().describe("Postgres, as the role chorus_service that the migration provisions"),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(100).default(16).describe("connections to Postgres"),
});

/** @throws ConfigError when production still has a default secret */
export function toConfig(env: z.output<typeof environment>) {
  refuseDevelopmentSecrets(env, {});
  return {
    log: { level: env.LOG_LEVEL, pretty: env.LOG_PRETTY },
    http: { host: env.SUMMARY_HOST, port: env.SUMMARY_PORT, corsOrigins: env.DESK_ORIGINS },
    /** Null: `/metrics` is on the public port. */
    adminPort: env.NODE_ENV === "production" ? env.SUMMARY_ADMIN_PORT : null,
    database: { url: env.DATABASE_URL, poolSize: env.DATABASE_POOL_SIZE },
    redisUrl: env.REDIS_URL,
    chatServiceUrl: env.CHAT_SERVICE_URL,
    secrets: { internal: env.INTERNAL_SECRET },
    /** Null: no search by meaning. */
    chromaUrl: env.CHROMA_URL === "" ? null : env.CHROMA_URL,
    concurrency: env.SUMMARY_CONCURRENCY,
    /** What should have been worked on this long ago is looked after without a job. */
    sweep: { everyMs: 5_000, overdueMs: 10_000 },
    withProcessMetrics: env.NODE_ENV !== "test",
  };
}
export type SummaryConfig = ReturnType<typeof toConfig>;
