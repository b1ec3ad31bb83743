import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { UserError } from "@chorus/servers/user-error";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import type { BackupConfig } from "./config.ts";

/** Whom backups are encrypted for, and by what they are read; who only writes them has no identity. */
export interface BackupKeys {
  recipient: string;
  identity: string | null;
}

/** @throws UserError when there is neither a recipient nor a key */
export async function readKeys({
  recipient,
  keyFile,
}: Pick<BackupConfig, "recipient" | "keyFile">): Promise<BackupKeys> {
  const identity = await readIdentity(keyFile);
  if (recipient !== "") return { recipient, identity };
  if (identity === null) {
    throw new UserError(
      `There is no key for backups in ${keyFile}: set BACKUP_KEY_FILE, or BACKUP_RECIPIENT to write only.`,
    );
  }
  return { recipient: await identityToRecipient(identity), identity };
}

/** Makes the key when there is none and no recipient is named. @returns whether it was made now */
export async function ensureKey({ recipient, keyFile }: Pick<BackupConfig, "recipient" | "keyFile">): Promise<boolean> {
  if (recipient !== "" || (await readIdentity(keyFile)) !== null) return false;
  const identity = await generateX25519Identity();
  await mkdir(path.dirname(keyFile), { recursive: true });
  const text = `# The key of Chorus' backups (age). Public key: ${await identityToRecipient(identity)}\n${identity}\n`;
  await writeFile(keyFile, text, { mode: 0o600, flag: "wx" });
  return true;
}

/** @throws UserError without an identity */
export function requireIdentity({ identity }: BackupKeys, keyFile: string): string {
  if (identity !== null) return identity;
  throw new UserError(
    `Backups cannot be read without their private key: there is none in ${keyFile} (BACKUP_KEY_FILE).`,
  );
}

async function readIdentity(file: string): Promise<string | null> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.split("\n").find((line) => line.startsWith("AGE-SECRET-KEY-")) ?? null;
}
