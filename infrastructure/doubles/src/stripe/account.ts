import { randomBytes } from "node:crypto";
import { type Parameters, textOf, textsOf } from "./form.ts";

export interface PaymentIntent {
  id: string;
  object: "payment_intent";
  amount: number;
  amount_capturable: number;
  amount_received: number;
  currency: string;
  capture_method: "automatic" | "manual";
  status:
    | "requires_payment_method"
    | "requires_confirmation"
    | "requires_action"
    | "requires_capture"
    | "succeeded"
    | "canceled";
  payment_method: string | null;
  metadata: Record<string, string>;
  latest_charge: string | null;
  created: number;
  livemode: false;
}

export type RefundStatus = "pending" | "succeeded" | "failed";

export interface Refund {
  id: string;
  object: "refund";
  amount: number;
  currency: string;
  payment_intent: string;
  status: RefundStatus;
  metadata: Record<string, string>;
  created: number;
}

export interface StripeEvent {
  id: string;
  object: "event";
  type: string;
  created: number;
  livemode: false;
  data: { object: PaymentIntent | Refund };
}

/** What the double has done with money, in order, to be compared with somebody's own books. */
export interface LedgerEntry {
  kind: "authorized" | "captured" | "refunded" | "refund_failed" | "canceled";
  intent: string;
  /** Of what was given back. */
  refund?: string;
  amount: number;
  currency: string;
}

/** An error as Stripe answers it. */
export class StripeFault extends Error {
  readonly status: number;
  readonly body: { error: { type: string; code?: string; message: string; param?: string } };
  constructor(status: number, error: StripeFault["body"]["error"]) {
    super(error.message);
    this.status = status;
    this.body = { error };
  }
}

/** Payment methods that Stripe's test mode knows. */
const DECLINED = "pm_card_chargeDeclined";
const KNOWN = /^pm_card_\w+$/;
const NEEDS_ACTION = "pm_card_authenticationRequired";

/** One account with its payments: what is possible in which state, as Stripe's documentation says. */
export function createAccount(onEvent: (event: StripeEvent) => void, now: () => number = Date.now) {
  const intents = new Map<string, PaymentIntent>();
  /** More exact than `created`, which is in seconds. */
  const madeAtMs = new Map<string, number>();
  const refunds = new Map<string, Refund>();
  const events: StripeEvent[] = [];
  const ledger: LedgerEntry[] = [];
  const seconds = () => Math.floor(now() / 1000);
  const newId = (prefix: string) => `${prefix}_${randomBytes(12).toString("hex")}`;

  function publish(type: string, object: PaymentIntent | Refund): void {
    const event: StripeEvent = {
      ...{ id: newId("evt"), object: "event", type, created: seconds(), livemode: false },
      data: { object: structuredClone(object) },
    };
    events.unshift(event);
    onEvent(event);
  }

  function record(kind: LedgerEntry["kind"], intent: PaymentIntent, amount: number, refund?: Refund): void {
    ledger.push({
      ...{ kind, intent: intent.id, amount, currency: intent.currency },
      ...(refund ? { refund: refund.id } : {}),
    });
  }

  function confirm(intent: PaymentIntent, method: string | undefined): PaymentIntent {
    requireState(intent, ["requires_payment_method", "requires_confirmation", "requires_action"], "confirm");
    intent.payment_method = method ?? intent.payment_method;
    if (intent.payment_method === null) throw missing("payment_method");
    if (!KNOWN.test(intent.payment_method))
      throw invalid("payment_method", `No such PaymentMethod: '${intent.payment_method}'`, "resource_missing");
    if (intent.payment_method === DECLINED) {
      Object.assign(intent, { status: "requires_payment_method", payment_method: null });
      publish("payment_intent.payment_failed", intent);
      throw new StripeFault(402, { type: "card_error", code: "card_declined", message: "Your card was declined." });
    }
    if (intent.payment_method === NEEDS_ACTION && intent.status !== "requires_action") {
      intent.status = "requires_action";
      publish("payment_intent.requires_action", intent);
      return intent;
    }
    intent.latest_charge = newId("ch");
    record("authorized", intent, intent.amount);
    if (intent.capture_method === "automatic") return take(intent, intent.amount);
    Object.assign(intent, { status: "requires_capture", amount_capturable: intent.amount });
    publish("payment_intent.amount_capturable_updated", intent);
    return intent;
  }

  function take(intent: PaymentIntent, amount: number): PaymentIntent {
    Object.assign(intent, { status: "succeeded", amount_capturable: 0, amount_received: amount });
    record("captured", intent, amount);
    publish("payment_intent.succeeded", intent);
    return intent;
  }

  function find(id: string): PaymentIntent {
    const intent = intents.get(id);
    if (!intent) throw unknown("payment_intent", id);
    return intent;
  }

  function findRefund(id: string): Refund {
    const refund = refunds.get(id);
    if (!refund) throw unknown("refund", id);
    return refund;
  }

  const refundsOf = (intentId: string) => [...refunds.values()].filter((one) => one.payment_intent === intentId);

  return {
    events,
    ledger,
    find,
    create(given: Parameters): PaymentIntent {
      const currency = textOf(given, "currency");
      if (currency === undefined) throw missing("currency");
      const intent: PaymentIntent = {
        ...{
          id: newId("pi"),
          object: "payment_intent",
          amount: amountOf(given, "amount"),
          currency: currency.toLowerCase(),
        },
        ...{ amount_capturable: 0, amount_received: 0, latest_charge: null, created: seconds(), livemode: false },
        capture_method: textOf(given, "capture_method") === "manual" ? "manual" : "automatic",
        status: textOf(given, "payment_method") === undefined ? "requires_payment_method" : "requires_confirmation",
        payment_method: textOf(given, "payment_method") ?? null,
        metadata: textsOf(given, "metadata"),
      };
      intents.set(intent.id, intent);
      madeAtMs.set(intent.id, now());
      publish("payment_intent.created", intent);
      return textOf(given, "confirm") === "true" ? confirm(intent, undefined) : intent;
    },
    confirm: (id: string, given: Parameters) => confirm(find(id), textOf(given, "payment_method")),
    capture(id: string, given: Parameters): PaymentIntent {
      const intent = find(id);
      requireState(intent, ["requires_capture"], "capture");
      const amount = given["amount_to_capture"] === undefined ? intent.amount : amountOf(given, "amount_to_capture");
      if (amount > intent.amount_capturable)
        throw invalid("amount_to_capture", "The amount is greater than what can be captured.", "amount_too_large");
      return take(intent, amount);
    },
    cancel(id: string): PaymentIntent {
      const intent = find(id);
      const states = [
        "requires_payment_method",
        "requires_confirmation",
        "requires_action",
        "requires_capture",
      ] as const;
      requireState(intent, states, "cancel");
      if (intent.status === "requires_capture") record("canceled", intent, intent.amount_capturable);
      Object.assign(intent, { status: "canceled", amount_capturable: 0 });
      publish("payment_intent.canceled", intent);
      return intent;
    },
    /** `metadata['order']:'7'`, the only kind of query that the double knows; without what is younger than `lagMs`. */
    search(query: string, lagMs: number): PaymentIntent[] {
      const [, name = "", value] = /^metadata\['([^']+)'\]:'([^']*)'$/.exec(query) ?? [];
      if (value === undefined) throw invalid("query", "The double searches by metadata['name']:'value' only.");
      const known = [...intents.values()].filter(({ id }) => now() - madeAtMs.get(id)! >= lagMs);
      return known.filter((intent) => intent.metadata[name] === value);
    },
    /** @param status how it is at first: what is pending, or has succeeded, can settle otherwise later (`settleRefund`) */
    refund(given: Parameters, status: RefundStatus): Refund {
      const intent = find(textOf(given, "payment_intent") ?? "");
      const of = refundsOf(intent.id).filter((one) => one.status !== "failed");
      const left = intent.amount_received - of.reduce((sum, { amount }) => sum + amount, 0);
      const amount = given["amount"] === undefined ? left : amountOf(given, "amount");
      if (amount > left || amount === 0)
        throw invalid(
          "amount",
          `Refund amount (${amount}) is greater than unrefunded amount (${left}).`,
          "charge_already_refunded",
        );
      const refund: Refund = {
        ...{ id: newId("re"), object: "refund", amount, currency: intent.currency, payment_intent: intent.id },
        ...{ status, metadata: textsOf(given, "metadata"), created: seconds() },
      };
      refunds.set(refund.id, refund);
      if (status === "succeeded") record("refunded", intent, amount, refund);
      publish("refund.created", refund);
      if (status === "failed") publish("refund.failed", refund);
      return refund;
    },
    /** What its bank says later. What has failed stays so. */
    settleRefund(id: string, status: "succeeded" | "failed"): Refund {
      const refund = findRefund(id);
      const { status: before, amount } = refund;
      if (before === "failed" || before === status) return refund;
      refund.status = status;
      const intent = find(refund.payment_intent);
      if (status === "succeeded") record("refunded", intent, amount, refund);
      else if (before === "succeeded") record("refund_failed", intent, amount, refund);
      publish("refund.updated", refund);
      if (status === "failed") publish("refund.failed", refund);
      return refund;
    },
    findRefund,
    /** The newest first. */
    refunds: (given: Parameters) => refundsOf(textOf(given, "payment_intent") ?? "").toReversed(),
  };
}
export type StripeAccount = ReturnType<typeof createAccount>;

const WHOLE_NUMBER = /^\d{1,8}$/;

function amountOf(given: Parameters, name: string): number {
  const text = textOf(given, name);
  if (text === undefined) throw missing(name);
  if (!WHOLE_NUMBER.test(text) || Number(text) === 0)
    throw invalid(name, "This value must be greater than or equal to 1.", "parameter_invalid_integer");
  return Number(text);
}

function requireState(intent: PaymentIntent, states: readonly PaymentIntent["status"][], action: string): void {
  if (states.includes(intent.status)) return;
  throw new StripeFault(400, {
    ...{ type: "invalid_request_error", code: "payment_intent_unexpected_state" },
    message: `You cannot ${action} this PaymentIntent because it has a status of ${intent.status}.`,
  });
}

function missing(param: string): StripeFault {
  return invalid(param, `Missing required param: ${param}.`, "parameter_missing");
}

function invalid(param: string, message: string, code?: string): StripeFault {
  return new StripeFault(400, { type: "invalid_request_error", message, param, ...(code ? { code } : {}) });
}

function unknown(kind: string, id: string): StripeFault {
  return new StripeFault(404, {
    ...{ type: "invalid_request_error", code: "resource_missing", param: "id", message: `No such ${kind}: '${id}'` },
  });
}
