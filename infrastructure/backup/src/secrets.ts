import { readFile, writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { parseEnv } from "node:util";
import type { Repository } from "./repository.ts";
import { seal, unseal } from "./sealed-file.ts";

/** Without these a restored database is of little use: keys in it cannot be read, links and push subscriptions end. */
export const BACKED_UP_SECRETS = [
  ...(["CHORUS_SECRET", "LINK_SECRET", "INTERNAL_SECRET", "CHORUS_OPERATOR_KEY"] as const),
  ...(["VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY"] as const),
] as const;

/** Those that a restored installation is given anew, and where from: a backup need not hold them. */
export const REPLACEABLE_SECRETS: Readonly<Record<string, string>> = {
  DATABASE_URL: "the restored database has other addresses, the migration sets its passwords",
  DATABASE_ADMIN_URL: "of the restored database",
  SERVICE_DATABASE_PASSWORD: "the migration sets it",
  REDIS_URL: "of a new Redis: it holds nothing that lasts",
  SMTP_URL: "a new password at the mail server",
  MAIL_CALLBACK_KEY: "changed at the mail server and here",
  TWILIO_AUTH_TOKEN: "in Twilio's console",
  SUMMARY_EMBEDDING_KEY: "at the provider",
  SUMMARY_OPENAI_KEY: "at the provider",
  SUMMARY_ANTHROPIC_KEY: "at the provider",
};

interface GivenSecrets {
  repository: Repository;
  recipient: string;
  /** A file with lines `NAME=value`; empty: `secrets` are taken. */
  file: string;
  secrets: Readonly<Record<string, string>>;
}

/**
 * Seals the platform's secrets apart from the data, so that whoever may restore a database is not given them with it.
 * @returns the names of what was stored
 */
export async function storeSecrets(
  { repository, recipient, file, secrets }: GivenSecrets,
  id: string,
): Promise<string[]> {
  const given = file === "" ? secrets : parseEnv(await readFile(file, "utf8"));
  const names = BACKED_UP_SECRETS.filter((name) => given[name]);
  const lines = names.map((name) => `${name}=${given[name] ?? ""}`);
  if (lines.length > 0) await seal(Readable.from([lines.join("\n")]), repository.secretsFile(id), recipient);
  return names;
}

/** Writes them into a file that only its owner may read. */
export async function restoreSecrets(repository: Repository, id: string, identity: string, to: string): Promise<void> {
  await writeFile(to, `${await text(await unseal(repository.secretsFile(id), identity))}\n`, {
    mode: 0o600,
    flag: "wx",
  });
}
