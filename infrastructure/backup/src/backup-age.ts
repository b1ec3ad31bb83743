import { UserError } from "@chorus/servers/user-error";
import type { Repository } from "./repository.ts";

/** A day, and the time that a backup may take. */
export const MAX_BACKUP_HOURS = 26;

/**
 * Says how old the newest backup is.
 * @param limit in hours; MAX_BACKUP_HOURS when absent
 * @throws UserError when it is older, or there is none: nothing should be changed before there is a younger one
 */
export async function backupAge(repository: Repository, limit: string | undefined, print: (text: string) => void) {
  const maxHours = limit === undefined ? MAX_BACKUP_HOURS : Number(limit);
  if (!(maxHours > 0)) throw new UserError(`${limit} is no number of hours.`);
  const newest = (await repository.backups()).at(-1);
  if (!newest) throw new UserError(`There is no backup in ${repository.folder}: \`make backup\` takes one.`);
  const hours = (Date.now() - new Date(newest.finishedAt).getTime()) / 3_600_000;
  if (hours > maxHours)
    throw new UserError(
      `The newest backup, ${newest.id}, is ${hours.toFixed(1)} hours old: \`make backup\` takes one.`,
    );
  const verified = newest.verifiedAt === null ? "not verified" : "verified";
  print(`The newest backup, ${newest.id}, is ${hours.toFixed(1)} hours old and ${verified}.`);
}
