import { createHash, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { Behaviour, createControl, type Control } from "../behaviour.ts";
import { createLocalServer, listenLocally } from "../local-server.ts";
import {
  createAccount,
  type LedgerEntry,
  type PaymentIntent,
  type Refund,
  StripeFault,
  type StripeAccount,
} from "./account.ts";
import { type Parameters, readForm, textOf } from "./form.ts";
import { createWebhooks, type Webhooks } from "./webhooks.ts";

const StripeBehaviour = Behaviour.extend({
  /**
   * When a request fails: before it is taken up, so that nothing is kept for its key; once it was, with nothing done; or with all of it
   * done. The failure is kept for its key then.
   */
  failsWhen: z.enum(["unread", "begun", "done"]).default("unread"),
  /** How far its search is behind: a payment is found only that long after it was made. */
  searchLagMs: z.number().min(0).max(3_600_000).default(0),
  /** How a refund is at first. */
  refundStatus: z.enum(["pending", "succeeded", "failed"]).default("succeeded"),
});
type StripeBehaviour = z.output<typeof StripeBehaviour>;

export interface StripeDouble extends AsyncDisposable {
  url: string;
  port: number;
  control: Control<typeof StripeBehaviour>;
  webhooks: Webhooks;
  /** What it has done with money, in order. */
  ledger: readonly LedgerEntry[];
  /** @throws StripeFault when there is none */
  intent(id: string): PaymentIntent;
  /** Its holder agrees to a payment that waits for that. */
  confirm(id: string): void;
  /** Somebody gives it back, or takes it, in the dashboard. */
  cancel(id: string): void;
  capture(id: string, amount?: number): void;
  refund(id: string, amount: number): void;
  /** Of a payment, the newest first. */
  refundsOf(id: string): Refund[];
  /** What the bank of a refund says later. */
  settleRefund(refundId: string, status: "succeeded" | "failed"): void;
}

interface Stored {
  requestHash: string;
  answer: { status: number; body: unknown };
}

const ROUTE =
  /^(?<method>GET|POST) \/v1\/(?<kind>payment_intents|refunds|events)(?:\/(?<id>\w+))?(?:\/(?<action>\w+))?$/;

/**
 * A fake Stripe for the real client: payment intents and refunds with their states, idempotency keys, signed webhooks, and a ledger of its
 * own. `PUT /control` makes it slow, failing or absent, `PUT /webhooks` says how events come, `GET /ledger` shows what it did with money.
 */
export async function startStripeDouble(options: {
  port: number;
  apiKey: string;
  webhookSecret: string;
}): Promise<StripeDouble> {
  const control = createControl(StripeBehaviour);
  const webhooks = createWebhooks({ secret: options.webhookSecret });
  const account = createAccount((event) => webhooks.publish(event));
  const kept = new Map<string, Stored>();
  const server = createLocalServer((request, response) => {
    void serve(request, response).catch((error: unknown) => {
      response.writeHead(400).end(error instanceof Error ? error.message : "bad request");
    });
  });
  const { url, port, close } = await listenLocally(server, { port: options.port, control });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://double");
    const send = (status: number, value: unknown, headers: Record<string, string> = {}) =>
      void response
        .writeHead(status, { "content-type": "application/json", "request-id": requestId(), ...headers })
        .end(JSON.stringify(value));
    const route = `${request.method} ${pathname}`;
    if (route === "PUT /control") control.set(JSON.parse(body) as object);
    if (route === "PUT /webhooks") webhooks.set(JSON.parse(body) as object);
    if (pathname === "/control") return send(200, { ...control.now, counts: control.counts });
    if (pathname === "/webhooks") return send(200, { outcomes: webhooks.outcomes });
    if (route === "GET /ledger") return send(200, account.ledger);
    control.counts.received += 1;
    await delay(control.nextDelayMs());
    const { failureCode, failsWhen } = control.now;
    const failure = { status: failureCode, body: { error: { type: "api_error", message: "Something went wrong." } } };
    const fails = control.fails();
    if (fails && failsWhen === "unread") {
      control.counts.refused += 1;
      return send(failure.status, failure.body);
    }
    if (request.headers.authorization !== `Bearer ${options.apiKey}`)
      return send(401, { error: { type: "invalid_request_error", message: "Invalid API Key provided." } });
    const key = request.headers["idempotency-key"];
    const given = readForm(request.method === "GET" ? searchParams.toString() : body);
    const act = () => {
      const done = fails && failsWhen === "begun" ? failure : answerOf(account, route, given, control.now);
      return fails ? failure : done;
    };
    const isKeyed = request.method === "POST" && typeof key === "string";
    const { isReplay, ...answer } = isKeyed ? once(key, `${route} ${body}`, act) : { ...act(), isReplay: false };
    control.counts[answer.status < 400 ? "accepted" : "refused"] += 1;
    if (control.now.vanishes) return void response.destroy();
    send(answer.status, answer.body, isReplay ? { "idempotent-replayed": "true" } : {});
  }

  /** The same key answers what it answered first, whatever that was; with other parameters it is a mistake. */
  function once(key: string, request: string, act: () => { status: number; body: unknown }) {
    const requestHash = createHash("sha256").update(request).digest("hex");
    const known = kept.get(key);
    if (known && known.requestHash !== requestHash) {
      const message =
        "Keys for idempotent requests can only be used with the same parameters they were first used with.";
      return { status: 400, body: { error: { type: "idempotency_error", message } }, isReplay: false };
    }
    if (known) return { ...known.answer, isReplay: true };
    const answer = act();
    kept.set(key, { requestHash, answer });
    return { ...answer, isReplay: false };
  }

  return {
    ...{ url, port, control, webhooks, ledger: account.ledger, intent: account.find },
    confirm: (id) => void account.confirm(id, {}),
    cancel: (id) => void account.cancel(id),
    capture: (id, amount) =>
      void account.capture(id, amount === undefined ? {} : { amount_to_capture: String(amount) }),
    refund: (id, amount) => void account.refund({ payment_intent: id, amount: String(amount) }, "succeeded"),
    refundsOf: (id) => account.refunds({ payment_intent: id }),
    settleRefund: (refundId, status) => void account.settleRefund(refundId, status),
    async [Symbol.asyncDispose]() {
      await close();
      await webhooks.settled();
    },
  };
}

/** What a request is answered; a fault of the account is an answer, too. */
function answerOf(
  account: StripeAccount,
  route: string,
  given: Parameters,
  how: StripeBehaviour,
): { status: number; body: unknown } {
  try {
    return { status: 200, body: structuredClone(act(account, route, given, how)) };
  } catch (error) {
    if (error instanceof StripeFault) return { status: error.status, body: error.body };
    throw error;
  }
}

function act(
  account: StripeAccount,
  route: string,
  given: Parameters,
  { searchLagMs, refundStatus }: StripeBehaviour,
): unknown {
  const { method, kind, id = "", action } = ROUTE.exec(route)?.groups ?? {};
  const what = [method, kind, ...(id === "" ? [] : ["id"]), ...(action ? [action] : [])].join(" ");
  switch (what) {
    case "POST payment_intents":
      return account.create(given);
    case "GET payment_intents id":
      return id === "search" ? list(account.search(textOf(given, "query") ?? "", searchLagMs)) : account.find(id);
    case "POST payment_intents id confirm":
      return account.confirm(id, given);
    case "POST payment_intents id capture":
      return account.capture(id, given);
    case "POST payment_intents id cancel":
      return account.cancel(id);
    case "POST refunds":
      return account.refund(given, refundStatus);
    case "GET refunds":
      return list(account.refunds(given));
    case "GET refunds id":
      return account.findRefund(id);
    case "GET events":
      return list(account.events);
    default:
      throw new StripeFault(404, { type: "invalid_request_error", message: `Unrecognized request URL (${route}).` });
  }
}

function list(data: readonly unknown[]): object {
  return { object: "list", data, has_more: false, url: "" };
}

function requestId(): string {
  return `req_${randomBytes(7).toString("hex")}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
