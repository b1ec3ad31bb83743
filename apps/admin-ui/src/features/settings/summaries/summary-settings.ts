import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { getSummarySettings, listProviders } from "@chorus/contracts/routes/summaries";

export type SummarySettings = RouteResult<typeof getSummarySettings>;
export type Providers = RouteResult<typeof listProviders>["items"];

export const SETTINGS_KEY = ["summary-settings"] as const;
