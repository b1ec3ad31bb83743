import { Stripe } from "stripe";
import { KeptFailure } from "../sagas/kept-failure.ts";

/** What it refuses, for the person who pays or for the desk. */
export interface Refused {
  refused: string;
}

/**
 * A card's refusal, and what can never be done, are answers; anything else is tried again. Stripe keeps for a key also that it failed,
 * once it had begun (docs.stripe.com/api/idempotent_requests).
 * @param impossible what people are told of what can never be done
 */
export async function unlessRefused<Answer extends object>(
  idempotencyKey: string,
  impossible: string,
  ask: () => Promise<Answer>,
): Promise<Answer | Refused> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError) return { refused: reasonOf(error.code) };
    if (error instanceof Stripe.errors.StripeIdempotencyError) throw error;
    if (error instanceof Stripe.errors.StripeInvalidRequestError && IMPOSSIBLE.has(error.statusCode ?? 0))
      return { refused: impossible };
    if (error instanceof Stripe.errors.StripeError && (error.statusCode ?? 0) >= 500)
      throw new KeptFailure(idempotencyKey, error);
    throw error;
  }
}

/** Not as it stands, or of a payment that is not there: of another account, for instance. */
const IMPOSSIBLE: ReadonlySet<number> = new Set([400, 404]);

const REASONS: Readonly<Record<string, string>> = {
  expired_card: "The card has expired: pay with another one.",
  incorrect_cvc: "The card's security code is not right.",
};

function reasonOf(code: string | undefined): string {
  return REASONS[code ?? ""] ?? "The card was declined: pay with another one, or ask your bank.";
}
