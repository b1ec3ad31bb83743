import { restConfig, restEnvironment } from "@chorus/http/rest-config";
import { z } from "zod";

/** What commerce reads from the environment. */
export const environment = z.object({
  ...restEnvironment("commerce"),
  DATABASE_URL: z
    .string()
    .describe("Postgres, as the role of the service that the migration provisions (chorus_chat_service …)"),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(100).default(16).describe("connections to Postgres"),
});

/** @throws ConfigError for what is not safe where others can reach it */
export function toConfig(env: z.output<typeof environment>) {
  return {
    ...restConfig("commerce", env),
    database: { url: env.DATABASE_URL, poolSize: env.DATABASE_POOL_SIZE },
  };
}
export type CommerceConfig = ReturnType<typeof toConfig>;
