import { storedText } from "@chorus/client-sdk/safe-storage";

const kept = storedText(() => localStorage, "chorus.lastCompany");

/** The tenant somebody signed in to last on this browser; they need not type it again. */
export function readLastTenant(): string {
  return kept.get() ?? "";
}

export function keepLastTenant(tenant: string): void {
  kept.set(tenant);
}
