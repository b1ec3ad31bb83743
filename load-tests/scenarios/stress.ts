import { type Tenant, deleteTestTenant, createTestTenant } from "./lib/tenant.ts";
import { converse } from "./lib/conversation.ts";
import { optionsOf, PROFILES } from "./lib/profiles.ts";
import { report, type Summary } from "./lib/report.ts";

export const options = optionsOf("stress");
export const setup = (): Tenant => createTestTenant(PROFILES.stress.peak);
export const talk = (tenant: Tenant): Promise<void> => converse("stress", tenant);
export const teardown = (tenant: Tenant): void => deleteTestTenant(tenant);
export const handleSummary = (summary: Summary): Record<string, string> => report("stress", summary);
