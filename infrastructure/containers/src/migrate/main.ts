import { migrate, provisionServiceRoles } from "@chorus/database/migrate";
import { readMigrateConfig } from "./config.ts";

/** The newest schema and the services' roles, as a container that ends: services start when it has succeeded. */
const { adminUrl, servicePassword } = readMigrateConfig();
const { applied } = await migrate(adminUrl);
await provisionServiceRoles(adminUrl, servicePassword);
process.stdout.write(`${JSON.stringify({ msg: "the database is up to date", applied })}\n`);
