import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseEnv } from "node:util";
import { ensureKey } from "@chorus/backup/keys";
import {
  addressFiles,
  GRAFANA_PASSWORD,
  OPTIONAL_SECRETS,
  OTHER_SECRETS,
  type Passwords,
  PASSWORDS,
  RANDOM_SECRETS,
  secretFile,
  SECRETS_FOLDER,
} from "@chorus/containers/compose/secret-files";
import { FILE_SUFFIX } from "@chorus/kernel/config";
import { UserError } from "@chorus/servers/user-error";

/** Of a line of `.env`, as `parseEnv` reads it. */
const NAME_OF_LINE = /^\s*(?:export\s+)?(\w+)\s*=/;

const folderIn = (composeFolder: string) => path.join(composeFolder, SECRETS_FOLDER);

/** Whether this installation has its secrets in files: those of 0.1.0 had them in `.env`. */
export function hasSecretFiles(composeFolder: string): boolean {
  return existsSync(folderIn(composeFolder));
}

/** A secret of the installation, or undefined where it has none. */
export async function readSecret(composeFolder: string, name: string): Promise<string | undefined> {
  const text = await readFile(path.join(folderIn(composeFolder), name), "utf8").catch(() => "");
  return text.trim() || undefined;
}

/**
 * Writes secrets, a file for each, and what is made of them. The folder above is its owner's alone; a container is given the file
 * itself and, being another user, has to be able to read it.
 */
export async function writeSecrets(composeFolder: string, secrets: Readonly<Record<string, string>>): Promise<void> {
  const folder = folderIn(composeFolder);
  await mkdir(folder, { recursive: true });
  await chmod(path.dirname(folder), 0o700);
  for (const [name, value] of Object.entries(secrets)) await writeReadable(path.join(folder, name), value);
  const keyFile = path.join(folder, "BACKUP_KEY");
  await ensureKey({ recipient: "", keyFile });
  await chmod(keyFile, 0o644);
  await writeAddresses(composeFolder);
}

/** The addresses with the passwords of now in them: whoever changes a password changes one file. */
export async function writeAddresses(composeFolder: string): Promise<void> {
  const passwords: Record<string, string> = {};
  for (const name of PASSWORDS) {
    const value = await readSecret(composeFolder, name);
    if (value === undefined) throw new UserError(`${path.join(folderIn(composeFolder), name)} is missing or empty.`);
    passwords[name] = value;
  }
  for (const [name, value] of Object.entries(addressFiles(passwords as Passwords))) {
    // A file that is mounted stays the same one while nothing changes.
    if ((await readSecret(composeFolder, name)) === value) continue;
    await writeReadable(path.join(folderIn(composeFolder), name), value);
  }
}

const MOVED: readonly string[] = [...RANDOM_SECRETS, GRAFANA_PASSWORD, ...OTHER_SECRETS, ...OPTIONAL_SECRETS];

/**
 * Takes the secrets out of an `.env` that has them, as `make env` of 0.1.0 wrote it, into files; what it did not know is made, and of
 * what not everybody has it says where it is now.
 * @param fresh secrets that are new since then
 */
export async function moveSecrets(composeFolder: string, fresh: Readonly<Record<string, string>>): Promise<void> {
  const file = path.join(composeFolder, ".env");
  const text = await readFile(file, "utf8");
  // An empty value is an absent one.
  const old = Object.entries(parseEnv(text)).filter(([name, value]) => MOVED.includes(name) && value !== "");
  await writeSecrets(composeFolder, { ...fresh, ...(Object.fromEntries(old) as Record<string, string>) });
  const optional = new Set(old.map(([name]) => name).filter((name) => OPTIONAL_SECRETS.includes(name)));
  const lines = text.split("\n").flatMap((line) => {
    const name = NAME_OF_LINE.exec(line)?.[1] ?? "";
    if (!MOVED.includes(name)) return [line];
    return optional.delete(name) ? [`${name}${FILE_SUFFIX}='${secretFile(name)}'`] : [];
  });
  await writeFile(file, lines.join("\n"));
}

async function writeReadable(file: string, value: string): Promise<void> {
  await writeFile(file, `${value}\n`);
  // Whatever this process keeps to itself by default.
  await chmod(file, 0o644);
}
