import { type Tenant, deleteTestTenant, createTestTenant } from "./lib/tenant.ts";
import { converse } from "./lib/conversation.ts";
import { optionsOf, PROFILES } from "./lib/profiles.ts";
import { report, type Summary } from "./lib/report.ts";

export const options = optionsOf("soak");
export const setup = (): Tenant => createTestTenant(PROFILES.soak.peak);
export const talk = (tenant: Tenant): Promise<void> => converse("soak", tenant);
export const teardown = (tenant: Tenant): void => deleteTestTenant(tenant);
export const handleSummary = (summary: Summary): Record<string, string> => report("soak", summary);
