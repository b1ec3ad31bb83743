import { storedText } from "@chorus/client-sdk/safe-storage";

const kept = storedText(() => localStorage, "chorus.lastCompany");

/** The company somebody signed in to last on this browser; they need not type it again. */
export function readLastCompany(): string {
  return kept.get() ?? "";
}

export function keepLastCompany(company: string): void {
  kept.set(company);
}
