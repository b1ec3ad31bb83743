import { homedir } from "node:os";
import path from "node:path";
import { BACKED_UP_SECRETS } from "@chorus/containers/secrets";
import { port, readEnv } from "@chorus/kernel/config";
import { repositoryRoot } from "@chorus/servers/paths";
import { z } from "zod";

const secrets = Object.fromEntries(
  BACKED_UP_SECRETS.map((name) => [
    name,
    z.string().optional().describe("Of the platform, kept with each backup, apart from the data"),
  ]),
) as Record<(typeof BACKED_UP_SECRETS)[number], z.ZodOptional<z.ZodString>>;

/** What `make backup`, `make restore` and their drill read. */
export const environment = z.object({
  BACKUP_DATABASE_URL: z
    .string()
    .default("")
    .describe(
      "Postgres as the role chorus_backup, past any pooler; empty: the role is made in the running stack's database",
    ),
  BACKUP_FOLDER: z
    .string()
    .default("")
    .describe("Where backups are kept: a disk that does not fail together with the database's; empty: .chorus-backups"),
  BACKUP_RECIPIENT: z
    .string()
    .default("")
    .describe("Public key (age1…) that backups are encrypted for; empty: that of BACKUP_KEY_FILE"),
  BACKUP_KEY_FILE: z
    .string()
    .default("")
    .describe("The private key (AGE-SECRET-KEY-1…): to restore and to verify; empty: ~/.config/chorus/backup-key.txt"),
  BACKUP_SECRETS_FILE: z
    .string()
    .default("")
    .describe("A file with the platform's secrets (.env) that belongs to each backup; empty: those in the environment"),
  BACKUP_KEEP: z.coerce.number().int().min(1).default(7).describe("How many base backups are kept"),
  BACKUP_METRICS_FILE: z
    .string()
    .default("")
    .describe("A file (*.prom) for the textfile collector of node_exporter; empty: metrics.prom in the folder"),
  BACKUP_METRICS_PORT: port(0).describe(
    "Port on which the same figures are at /metrics while backups follow the database; 0: none",
  ),
});

/** What is asked for beside it: the platform's own secrets, wherever they are set. */
const environmentWithSecrets = environment.extend(secrets);

export type BackupConfig = ReturnType<typeof toConfig>;

function toConfig(env: z.output<typeof environmentWithSecrets>) {
  const folder =
    env.BACKUP_FOLDER === "" ? path.join(repositoryRoot, ".chorus-backups") : path.resolve(env.BACKUP_FOLDER);
  return {
    databaseUrl: env.BACKUP_DATABASE_URL,
    folder,
    recipient: env.BACKUP_RECIPIENT,
    keyFile: env.BACKUP_KEY_FILE === "" ? path.join(homedir(), ".config/chorus/backup-key.txt") : env.BACKUP_KEY_FILE,
    secrets: Object.fromEntries(BACKED_UP_SECRETS.flatMap((name) => (env[name] ? [[name, env[name]]] : []))),
    secretsFile: env.BACKUP_SECRETS_FILE,
    keep: env.BACKUP_KEEP,
    metricsFile: env.BACKUP_METRICS_FILE === "" ? path.join(folder, "metrics.prom") : env.BACKUP_METRICS_FILE,
    metricsPort: env.BACKUP_METRICS_PORT,
  };
}

/** @throws ConfigError with one line per bad variable */
export function readBackupConfig(variables: NodeJS.ProcessEnv = process.env): BackupConfig {
  return toConfig(readEnv(environmentWithSecrets, variables));
}
