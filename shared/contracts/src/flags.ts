import { z } from "zod";

interface FlagSpec {
  /**
   * `kill switch`: on, until something has to be switched off; has no end. `permission`: off, until the operator allows it; has no
   * end. `release`: a new part that comes step by step, and whose flag goes when all have it.
   */
  readonly kind: "kill switch" | "permission" | "release";
  /** The value where nobody has set one, and while nothing can be read. */
  readonly default: boolean;
  /** What it does, for operators. */
  readonly does: string;
  /** Who decides about it and takes it out again. */
  readonly owner: string;
  /** For a release: the day on which it has to be gone from the code (`2027-03-31`). A test fails after it. */
  readonly expires: string | null;
  /** Whether a tenant's owner may switch it off for themselves. */
  readonly tenantMaySwitchOff: boolean;
  /** Of the whole installation: nothing can be set for one tenant, or for a share of them. */
  readonly isOfInstallation?: boolean;
}

/** Every flag. A value is set in Postgres by the operator, for all tenants or for one (docs/operations/flags-and-quotas.md). */
export const FLAGS = {
  summaries: {
    kind: "kill switch",
    default: true,
    does: "Summaries are written. Off: none is begun, those that exist stay, and the desk says so.",
    owner: "summary-engine",
    expires: null,
    tenantMaySwitchOff: true,
  },
  meaning: {
    kind: "kill switch",
    default: true,
    does: "Search by meaning, and the vectors for it. Off: words are searched, and what is written waits for its vectors.",
    owner: "summary-engine",
    expires: null,
    tenantMaySwitchOff: false,
  },
  push: {
    kind: "kill switch",
    default: true,
    does: "Push messages. Off: whoever is to be told is told on their next channel.",
    owner: "notification-worker",
    expires: null,
    tenantMaySwitchOff: true,
  },
  sms: {
    kind: "kill switch",
    default: true,
    does: "Text messages. Off: whoever is to be told is told on their other channels.",
    owner: "notification-worker",
    expires: null,
    tenantMaySwitchOff: true,
  },
  sign_up: {
    kind: "permission",
    default: false,
    does: "Anybody may open a company, with a confirmed address. Off: companies are opened by invitation.",
    owner: "chat-service",
    expires: null,
    tenantMaySwitchOff: false,
    isOfInstallation: true,
  },
} as const satisfies Record<string, FlagSpec>;

export type FlagName = keyof typeof FLAGS;
export const FLAG_NAMES = Object.keys(FLAGS) as [FlagName, ...FlagName[]];
export const FlagName = z.enum(FLAG_NAMES);

/** What a tenant's owner may switch off for themselves. */
export type OwnersFlag = {
  [Flag in FlagName]: (typeof FLAGS)[Flag]["tenantMaySwitchOff"] extends true ? Flag : never;
}[FlagName];
export const OWNERS_FLAGS = FLAG_NAMES.filter((flag): flag is OwnersFlag => FLAGS[flag].tenantMaySwitchOff);

/** What can be set for one tenant. */
export type TenantsFlag = {
  [Flag in FlagName]: (typeof FLAGS)[Flag] extends { isOfInstallation: true } ? never : Flag;
}[FlagName];
export const isTenantsFlag = (flag: FlagName): flag is TenantsFlag => flagSpec(flag).isOfInstallation !== true;
export const TenantsFlag = z.enum(FLAG_NAMES.filter(isTenantsFlag));

/** By its name, with what all flags have. */
export function flagSpec(flag: FlagName): FlagSpec {
  return FLAGS[flag];
}
