import { readEnv } from "@chorus/kernel/config";
import { z } from "zod";

const environment = z.object({
  DATABASE_ADMIN_URL: z.string().describe("Postgres, as the owner of the database, who may create roles"),
  SERVICE_DATABASE_PASSWORD: z
    .string()
    .min(32)
    .describe("the password that the services' roles get; at least 32 characters"),
});

/** @throws ConfigError with one line per missing variable */
export function readMigrateConfig(variables: NodeJS.ProcessEnv = process.env) {
  const { DATABASE_ADMIN_URL, SERVICE_DATABASE_PASSWORD } = readEnv(environment, variables);
  return { adminUrl: DATABASE_ADMIN_URL, servicePassword: SERVICE_DATABASE_PASSWORD };
}
