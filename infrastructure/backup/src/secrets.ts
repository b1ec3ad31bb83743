import { readFile, writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { parseEnv } from "node:util";
import { BACKED_UP_SECRETS } from "@chorus/containers/secrets";
import type { Repository } from "./repository.ts";
import { seal, unseal } from "./sealed-file.ts";

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
