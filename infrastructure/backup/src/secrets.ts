import { readFile, writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { Repository } from "./repository.ts";
import { seal, unseal } from "./sealed-file.ts";

/** Without these a restored database is of little use: keys in it cannot be read, links and push subscriptions end. */
const NAMES = [
  ...["CHORUS_SECRET", "LINK_SECRET", "INTERNAL_SECRET", "CHORUS_OPERATOR_KEY"],
  ...["VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY"],
];

/**
 * Seals the platform's secrets apart from the data, so that whoever may restore a database is not given them with it.
 * @param file with lines `NAME=value`; empty: the variables of this process
 * @returns the names of what was stored
 */
export async function storeSecrets(
  { repository, recipient, file }: { repository: Repository; recipient: string; file: string },
  id: string,
): Promise<string[]> {
  const lines = file === "" ? fromEnvironment() : (await readFile(file, "utf8")).split("\n").filter(isNamed);
  if (lines.length > 0) await seal(Readable.from([lines.join("\n")]), repository.secretsFile(id), recipient);
  return lines.map((line) => line.slice(0, line.indexOf("=")));
}

/** Writes them into a file that only its owner may read. */
export async function restoreSecrets(repository: Repository, id: string, identity: string, to: string): Promise<void> {
  await writeFile(to, `${await text(await unseal(repository.secretsFile(id), identity))}\n`, {
    mode: 0o600,
    flag: "wx",
  });
}

const isNamed = (line: string) => NAMES.some((name) => line.startsWith(`${name}=`));

function fromEnvironment(): string[] {
  return NAMES.flatMap((name) => {
    const value = process.env[name];
    return value === undefined || value === "" ? [] : [`${name}=${value}`];
  });
}
