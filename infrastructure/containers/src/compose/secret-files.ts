import { SERVICE_NAMES } from "@chorus/contracts/services";
import { BACKUP_ROLE, DATABASE_ROLES, isDatabaseService, SHARED_ROLE } from "@chorus/database/rights";
import { FILE_SUFFIX } from "@chorus/kernel/config";
import { SECRET_VARIABLES } from "../secrets.ts";
import type { Service } from "./common.ts";

/** Where `make env` writes them, from the compose file's folder: each file is one secret. */
export const SECRETS_FOLDER = "private/secrets";
/** Where containers find them. */
const MOUNTED = "/run/secrets";
const POSTGRES_USER = "chorus";
const POSTGRES_DATABASE = "chorus";

/** Made at random for an installation. */
export const RANDOM_SECRETS = [
  ...(["POSTGRES_PASSWORD", "SERVICE_DATABASE_PASSWORD", "BACKUP_DATABASE_PASSWORD", "REDIS_PASSWORD"] as const),
  ...(["INTERNAL_SECRET", "CHORUS_SECRET", "LINK_SECRET", "CHORUS_OPERATOR_KEY"] as const),
  ...(["MAIL_CALLBACK_KEY", "TWILIO_AUTH_TOKEN", "GRAFANA_PASSWORD"] as const),
] as const;

/** What `make env` also writes: where mails go, the key of push messages, the key of backups. */
export const OTHER_SECRETS = ["SMTP_URL", "VAPID_PRIVATE_KEY", "BACKUP_KEY"] as const;

/** Keys of providers, which not everybody has: the file is where `.env` says, `SUMMARY_OPENAI_KEY_FILE=./private/secrets/SUMMARY_OPENAI_KEY`. */
const OPTIONAL_SECRETS: readonly string[] = SECRET_VARIABLES.filter((name) => name.startsWith("SUMMARY_"));

type Passwords = Readonly<
  Record<"POSTGRES_PASSWORD" | "SERVICE_DATABASE_PASSWORD" | "BACKUP_DATABASE_PASSWORD" | "REDIS_PASSWORD", string>
>;

/** A part's own address of the database has its name: each connects as another role. */
export const databaseSecretOf = (part: string) => `DATABASE_URL.${part}`;

/** Addresses are secrets for the passwords in them: file by file, made of the others. */
export function addressFiles(passwords: Passwords): Record<string, string> {
  const database = (role: string, password: string) =>
    `postgres://${role}:${password}@postgres:5432/${POSTGRES_DATABASE}`;
  const service = passwords.SERVICE_DATABASE_PASSWORD;
  return {
    DATABASE_ADMIN_URL: database(POSTGRES_USER, passwords.POSTGRES_PASSWORD),
    ...Object.fromEntries(
      SERVICE_NAMES.filter(isDatabaseService).map((name) => [
        databaseSecretOf(name),
        database(DATABASE_ROLES[name], service),
      ]),
    ),
    [databaseSecretOf("seed")]: database(SHARED_ROLE, service),
    BACKUP_DATABASE_URL: database(BACKUP_ROLE, passwords.BACKUP_DATABASE_PASSWORD),
    REDIS_URL: `redis://:${passwords.REDIS_PASSWORD}@redis:6379`,
  };
}

export const POSTGRES = { user: POSTGRES_USER, database: POSTGRES_DATABASE };

/**
 * What gives a container some secrets: a mount of each, and the variable that names its file.
 * @param sourceOf the secret behind a variable, where it has another name
 */
export function given(
  variables: readonly string[],
  sourceOf: Readonly<Record<string, string>> = {},
): { environment: Record<string, string>; secrets: Service["secrets"] } {
  const file = (name: string) => `${MOUNTED}/${name}`;
  return {
    environment: Object.fromEntries(
      variables.map((name) => [
        name + FILE_SUFFIX,
        // Empty where there is none, which counts as absent.
        OPTIONAL_SECRETS.includes(name) ? `\${${name}${FILE_SUFFIX}:+${file(name)}}` : file(name),
      ]),
    ),
    secrets: variables.map((name) => ({ source: sourceOf[name] ?? name, target: name })),
  };
}

/** The top-level `secrets` of the compose file. */
export function secretSources() {
  const passwords = {
    POSTGRES_PASSWORD: "",
    SERVICE_DATABASE_PASSWORD: "",
    BACKUP_DATABASE_PASSWORD: "",
    REDIS_PASSWORD: "",
  };
  const names = [...RANDOM_SECRETS, ...OTHER_SECRETS, ...Object.keys(addressFiles(passwords))];
  const written = names.filter((name) => name !== "GRAFANA_PASSWORD");
  return {
    ...Object.fromEntries(written.map((name) => [name, { file: `./${SECRETS_FOLDER}/${name}` }])),
    ...Object.fromEntries(OPTIONAL_SECRETS.map((name) => [name, { file: `\${${name}${FILE_SUFFIX}:-/dev/null}` }])),
  };
}
