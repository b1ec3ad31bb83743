import { readEnv } from "@chorus/kernel/config";
import { z } from "zod";

const MIN_PASSWORD_CHARACTERS = 32;

/** What the container of the migration reads. */
export const environment = z.object({
  DATABASE_ADMIN_URL: z.string().describe("Postgres, as the owner of the database, who may create roles"),
  SERVICE_DATABASE_PASSWORD: z
    .string()
    .min(MIN_PASSWORD_CHARACTERS)
    .describe("the password that the services' roles get; at least 32 characters"),
  BACKUP_DATABASE_PASSWORD: z
    .string()
    .min(MIN_PASSWORD_CHARACTERS)
    .optional()
    .describe("the password that the role chorus_backup gets; at least 32 characters; absent: there is no such role"),
});

/** @throws ConfigError with one line per missing variable */
export function readMigrateConfig(variables: NodeJS.ProcessEnv = process.env) {
  const read = readEnv(environment, variables);
  return {
    adminUrl: read.DATABASE_ADMIN_URL,
    servicePassword: read.SERVICE_DATABASE_PASSWORD,
    backupPassword: read.BACKUP_DATABASE_PASSWORD,
  };
}
