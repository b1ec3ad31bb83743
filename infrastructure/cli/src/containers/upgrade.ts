import { MAX_BACKUP_HOURS } from "@chorus/backup/backup-age";
import { UserError } from "@chorus/servers/user-error";

/** What an upgrade is made of, in this order. */
export interface UpgradeSteps {
  /** @throws Error when the newest backup is older than MAX_BACKUP_HOURS, or there is none */
  requireBackup: () => Promise<void>;
  bringImages: () => Promise<void>;
  migrate: () => Promise<void>;
  startServices: () => Promise<void>;
}

/**
 * New images, then the migration, then the services, and none of it without a young backup. A migration that fails leaves
 * the old ones running, which also run on the new schema.
 * @throws UserError when there is no such backup: nothing was changed
 */
export async function upgrade(steps: UpgradeSteps, { withoutBackup }: { withoutBackup: boolean }): Promise<void> {
  if (!withoutBackup) {
    await steps.requireBackup().catch((error: unknown) => {
      throw new UserError(
        `Nothing was changed: an upgrade begins with a backup that is at most ${MAX_BACKUP_HOURS} hours old. \`docker compose run --rm backup once\` in infrastructure/compose takes one; who has one elsewhere says \`make upgrade WITHOUT_BACKUP=1\`.`,
        { cause: error },
      );
    });
  }
  await steps.bringImages();
  await steps.migrate();
  await steps.startServices();
}
