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

/** Those of the data servers, which their addresses are made of. */
export const PASSWORDS = [
  ...(["POSTGRES_PASSWORD", "SERVICE_DATABASE_PASSWORD", "BACKUP_DATABASE_PASSWORD", "REDIS_PASSWORD"] as const),
] as const;
export type Passwords = Readonly<Record<(typeof PASSWORDS)[number], string>>;

/** Made at random for an installation. */
export const RANDOM_SECRETS = [
  ...PASSWORDS,
  ...(["INTERNAL_SECRET", "CHORUS_SECRET", "LINK_SECRET", "CHORUS_OPERATOR_KEY"] as const),
  ...(["MAIL_CALLBACK_KEY", "TWILIO_AUTH_TOKEN"] as const),
] as const;

/** Made at random, too; compose.observability.yaml alone has it, and says where it is. */
export const GRAFANA_PASSWORD = "GRAFANA_PASSWORD";

/** What `make env` also writes: where mails go, the key of push messages, the key of backups. */
export const OTHER_SECRETS = ["SMTP_URL", "VAPID_PRIVATE_KEY", "BACKUP_KEY"] as const;

/** Keys of providers, which not everybody has: the file is where `.env` says, `SUMMARY_OPENAI_KEY_FILE=./private/secrets/SUMMARY_OPENAI_KEY`. */
export const OPTIONAL_SECRETS: readonly string[] = SECRET_VARIABLES.filter((name) =>
  /^(?:SUMMARY|COMMERCE)_/.test(name),
);

/** As `.env` and the compose file name it, from their folder. */
export const secretFile = (name: string) => `./${SECRETS_FOLDER}/${name}`;

/** A part's own address of the database has its name: each connects as another role. */
export const databaseSecretOf = (part: string) => `DATABASE_URL.${part}`;

/** Who connects to the database, with which password, by the name of the address. */
const DATABASE_ACCOUNTS: Readonly<Record<string, { role: string; password: keyof Passwords }>> = {
  DATABASE_ADMIN_URL: { role: POSTGRES_USER, password: "POSTGRES_PASSWORD" },
  ...Object.fromEntries(
    SERVICE_NAMES.filter(isDatabaseService).map((name) => [
      databaseSecretOf(name),
      { role: DATABASE_ROLES[name], password: "SERVICE_DATABASE_PASSWORD" as const },
    ]),
  ),
  [databaseSecretOf("seed")]: { role: SHARED_ROLE, password: "SERVICE_DATABASE_PASSWORD" },
  BACKUP_DATABASE_URL: { role: BACKUP_ROLE, password: "BACKUP_DATABASE_PASSWORD" },
};

const ADDRESS_NAMES = [...Object.keys(DATABASE_ACCOUNTS), "REDIS_URL"];

/** Addresses are secrets for the passwords in them: file by file, made of the others. */
export function addressFiles(passwords: Passwords): Record<string, string> {
  const databases = Object.entries(DATABASE_ACCOUNTS).map(([name, { role, password }]) => [
    name,
    `postgres://${role}:${passwords[password]}@postgres:5432/${POSTGRES_DATABASE}`,
  ]);
  return { ...Object.fromEntries(databases), REDIS_URL: `redis://:${passwords.REDIS_PASSWORD}@redis:6379` };
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
  const written = [...RANDOM_SECRETS, ...OTHER_SECRETS, ...ADDRESS_NAMES];
  return {
    ...Object.fromEntries(written.map((name) => [name, { file: secretFile(name) }])),
    ...Object.fromEntries(OPTIONAL_SECRETS.map((name) => [name, { file: `\${${name}${FILE_SUFFIX}:-/dev/null}` }])),
  };
}
