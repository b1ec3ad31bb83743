import type { NotificationConfig } from "../../config.ts";
import type { CompanyFacts } from "./company.ts";

/** What every mail is written with. */
export interface MailContext {
  config: NotificationConfig;
  company: CompanyFacts;
  unsubscribeUrl: string | null;
  nowMs: number;
}
