import { type Tenant, deleteTestTenant, createTestTenant } from "./lib/tenant.ts";
import { converse } from "./lib/conversation.ts";
import { optionsOf, PROFILES } from "./lib/profiles.ts";
import { report, type Summary } from "./lib/report.ts";

export const options = optionsOf("average");
export const setup = (): Tenant => createTestTenant(PROFILES.average.peak);
export const talk = (tenant: Tenant): Promise<void> => converse("average", tenant);
export const teardown = (tenant: Tenant): void => deleteTestTenant(tenant);
export const handleSummary = (summary: Summary): Record<string, string> => report("average", summary);
