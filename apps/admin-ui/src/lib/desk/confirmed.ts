import type { CustomerSummary } from "@chorus/contracts/entities/people";
import { defineTexts } from "../language/texts.ts";

/** What the company's own system has signed of a customer, and what stands beside an address that it has not. */
export const confirmedTexts = defineTexts(
  {
    both: "Name and email confirmed by your own system",
    name: "Name confirmed by your own system",
    email: "Only the email is confirmed by your own system",
    unconfirmed: "Email not confirmed",
  },
  {
    both: "Name und E-Mail von Ihrem System bestätigt",
    name: "Name von Ihrem System bestätigt",
    email: "Nur die E-Mail ist von Ihrem System bestätigt",
    unconfirmed: "E-Mail nicht bestätigt",
  },
);

/**
 * Whether an address needs a word of its own: it stands under a name that the company's system has confirmed, and is not. What an
 * older service answers does not say.
 */
export function isAddressUnconfirmed(customer: Pick<CustomerSummary, "email" | "verified" | "emailVerified">): boolean {
  return customer.email !== null && customer.verified && customer.emailVerified === false;
}
