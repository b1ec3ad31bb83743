import type { PAYMENT_STATES } from "@chorus/contracts/entities/payment";
import type { Intent } from "./card-provider.ts";

export type PaymentState = (typeof PAYMENT_STATES)[number];

/**
 * What is known of a payment by card. Facts are only ever added, so that the state is the same in whatever order they come, and how
 * often.
 */
export interface Facts {
  isAuthorized: boolean;
  /** Minor units that were taken; null: nothing was yet. */
  captured: number | null;
  isVoided: boolean;
  isDeclined: boolean;
  /** The provider has named another amount than ours. */
  isMismatch: boolean;
}

/** @param amount of the payment, in minor units. @param capturing what was asked to be taken; null: nobody here has asked */
export function learn(
  before: Facts,
  intent: Intent,
  { amount, currency, capturing }: { amount: number; currency: string; capturing: number | null },
): Facts {
  const { status } = intent;
  const isCaptured = status === "captured";
  const expected = before.captured ?? capturing;
  const isOther =
    intent.currency !== currency ||
    intent.amount !== amount ||
    (isCaptured && (intent.captured === null || intent.captured > amount)) ||
    (isCaptured && expected !== null && intent.captured !== expected);
  const isVoided = before.isVoided || status === "voided";
  // What does not fit is no reason to believe that money moved; that it goes back is true of any amount.
  if (isOther) return { ...before, isVoided, isMismatch: true };
  return {
    ...before,
    isAuthorized: before.isAuthorized || status === "authorized" || isCaptured,
    captured: isCaptured ? (before.captured ?? intent.captured) : before.captured,
    isVoided,
    isDeclined: before.isDeclined || status === "declined",
  };
}

/**
 * A later state never falls back to an earlier one: a late failure does not undo a payment. A mismatch stays, until all of it, whatever
 * it was, has gone back.
 */
export function stateOfFacts({ isAuthorized, captured, isVoided, isDeclined, isMismatch }: Facts): PaymentState {
  if (isMismatch && !(isVoided && captured === null)) return "mismatch";
  if (captured !== null) return "captured";
  if (isVoided) return "voided";
  if (isAuthorized) return "authorized";
  return isDeclined ? "declined" : "pending";
}

/** What the ledger says of it: of what was never authorised nothing is given back. */
export function entriesOf(
  { isAuthorized, captured, isVoided }: Facts,
  amount: number,
): { kind: "authorized" | "captured" | "voided"; amount: number }[] {
  return [
    ...(isAuthorized ? [{ kind: "authorized" as const, amount }] : []),
    ...(captured === null ? [] : [{ kind: "captured" as const, amount: captured }]),
    ...(isVoided && isAuthorized && captured === null ? [{ kind: "voided" as const, amount }] : []),
  ];
}
