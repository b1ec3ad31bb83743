import { type Company, dissolveCompany, foundCompany } from "./lib/company.ts";
import { converse } from "./lib/conversation.ts";
import { optionsOf, PROFILES } from "./lib/profiles.ts";
import { report, type Summary } from "./lib/report.ts";

export const options = optionsOf("smoke");
export const setup = (): Company => foundCompany(PROFILES.smoke.peak);
export const talk = (company: Company): Promise<void> => converse("smoke", company);
export const teardown = (company: Company): void => dissolveCompany(company);
export const handleSummary = (summary: Summary): Record<string, string> => report("smoke", summary);
