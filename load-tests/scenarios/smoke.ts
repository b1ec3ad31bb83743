import { type Tenant, deleteTestTenant, createTestTenant } from "./lib/tenant.ts";
import { converse } from "./lib/conversation.ts";
import { optionsOf, PROFILES } from "./lib/profiles.ts";
import { report, type Summary } from "./lib/report.ts";

export const options = optionsOf("smoke");
export const setup = (): Tenant => createTestTenant(PROFILES.smoke.peak);
export const talk = (tenant: Tenant): Promise<void> => converse("smoke", tenant);
export const teardown = (tenant: Tenant): void => deleteTestTenant(tenant);
export const handleSummary = (summary: Summary): Record<string, string> => report("smoke", summary);
