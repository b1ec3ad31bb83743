import { storedText } from "@chorus/client-sdk/safe-storage";

const kept = storedText(() => localStorage, "chorus.lastCompany");

/** The tenant of the last sign-in on this browser, as the form's default. */
export function readLastTenant(): string {
  return kept.get() ?? "";
}

export function keepLastTenant(tenant: string): void {
  kept.set(tenant);
}
