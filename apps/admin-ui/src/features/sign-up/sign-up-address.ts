import type { MailLanguage } from "@chorus/contracts/entities/notification-preferences";
import type { Language } from "../../lib/language/language.ts";

const CONFIRM = "/sign-up/confirm";

/**
 * The token of `/sign-up/confirm#token`, taken out of the address and the history at once; null on the page with the form, empty when
 * it is missing.
 */
export function takeSignUpLink(page: Pick<Location, "pathname" | "hash">, history: History): string | null {
  if (page.pathname.replace(/\/$/, "") !== CONFIRM) return null;
  const token = page.hash.slice(1);
  history.replaceState(null, "", CONFIRM);
  return token;
}

/** Mails speak one language more than the desk: whoever reads the desk in English for lack of theirs gets it. */
export function pickMailLanguage(page: Language, preferred: readonly string[]): MailLanguage {
  if (page !== "en") return page;
  const first = preferred.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag === "en" || tag === "es");
  return first === "es" ? "es" : "en";
}
