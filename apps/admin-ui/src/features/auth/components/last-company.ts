const KEY = "chorus.lastCompany";

/** The company somebody signed in to last on this browser; they need not type it again. */
export function readLastCompany(): string {
  return localStorage.getItem(KEY) ?? "";
}

export function keepLastCompany(company: string): void {
  localStorage.setItem(KEY, company);
}
