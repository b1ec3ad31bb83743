import { UserError } from "@chorus/servers/user-error";

const MAX_BACKUP_HOURS = 24;

/** What an upgrade is made of, in this order. */
export interface UpgradeSteps {
  /** @throws Error when the newest backup is older, or there is none */
  requireBackup: (maxHours: number) => Promise<void>;
  bringImages: () => Promise<void>;
  migrate: () => Promise<void>;
  startServices: () => Promise<void>;
}

/**
 * New images, then the migration, then the services, and none of it without a backup of the last day. A migration that fails leaves
 * the old ones running, which also run on the new schema.
 * @throws UserError when there is no such backup: nothing was changed
 */
export async function upgrade(steps: UpgradeSteps, { withoutBackup }: { withoutBackup: boolean }): Promise<void> {
  if (!withoutBackup) {
    await steps.requireBackup(MAX_BACKUP_HOURS).catch((error: unknown) => {
      throw new UserError(
        "Nothing was changed: an upgrade begins with a backup that is at most a day old. `docker compose run --rm backup once` in infrastructure/compose takes one; who has one elsewhere says `make upgrade WITHOUT_BACKUP=1`.",
        { cause: error },
      );
    });
  }
  await steps.bringImages();
  await steps.migrate();
  await steps.startServices();
}
