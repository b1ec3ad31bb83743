import { readEnv } from "@chorus/kernel/config";
import { environment } from "./config.ts";
import { seedDemoTenant } from "./seed/seed-demo-tenant.ts";

/** The demo company in the database of a development stack of containers, when it is not there. */
const { DATABASE_URL } = readEnv(environment, process.env);
const report = await seedDemoTenant(DATABASE_URL, new Date());
process.stdout.write(report ? `wrote ${report.messages} messages\n` : "the demo company is there already\n");
