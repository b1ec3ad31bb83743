import { readFile, writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { parseEnv } from "node:util";
import { BACKED_UP_SECRETS } from "@chorus/containers/secrets";
import type { BackupConfig } from "./config.ts";
import type { Repository } from "./repository.ts";
import { seal, unseal } from "./sealed-file.ts";

/** The platform's secrets by name. */
export type PlatformSecrets = Readonly<Record<string, string>>;

/** Those of the platform, and no others: of a file with lines `NAME=value`, or as they are set where none is named. */
export async function readSecrets({
  secretsFile,
  secrets,
}: Pick<BackupConfig, "secretsFile" | "secrets">): Promise<PlatformSecrets> {
  const given = secretsFile === "" ? secrets : parseEnv(await readFile(secretsFile, "utf8"));
  return Object.fromEntries(BACKED_UP_SECRETS.flatMap((name) => (given[name] ? [[name, given[name]]] : [])));
}

/** Seals secrets into a file of their own, so that whoever may restore a database is not given them with it. */
export async function storeSecrets(secrets: PlatformSecrets, file: string, recipient: string): Promise<void> {
  const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}`);
  if (lines.length > 0) await seal(Readable.from([lines.join("\n")]), file, recipient);
}

/** Writes them into a file that only its owner may read. */
export async function restoreSecrets(repository: Repository, id: string, identity: string, to: string): Promise<void> {
  await writeFile(to, `${await text(await unseal(repository.secretsFile(id), identity))}\n`, {
    mode: 0o600,
    flag: "wx",
  });
}
