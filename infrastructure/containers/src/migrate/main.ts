import { migrate, provisionBackupRole, provisionServiceRoles } from "@chorus/database/migrate";
import { readMigrateConfig } from "./config.ts";

/** The newest schema and the roles, as a container that ends: services and backups start when it has succeeded. */
const { adminUrl, servicePassword, backupPassword } = readMigrateConfig();
const { applied } = await migrate(adminUrl);
await provisionServiceRoles(adminUrl, servicePassword);
if (backupPassword !== undefined) await provisionBackupRole(adminUrl, backupPassword);
process.stdout.write(`${JSON.stringify({ msg: "the database is up to date", applied })}\n`);
