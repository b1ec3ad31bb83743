import { createHmac } from "node:crypto";
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { createControl, type Control } from "../behaviour.ts";
import { createLocalServer, listenLocally } from "../local-server.ts";

export interface TwilioOptions {
  /** 0: a free one. */
  port: number;
  accountSid: string;
  authToken: string;
}

export interface SentMessage {
  sid: string;
  to: string;
  from: string;
  body: string;
  statusCallback: string | null;
}

export interface TwilioDouble extends AsyncDisposable {
  url: string;
  control: Control;
  /** Newest first. */
  messages: SentMessage[];
  /** Tells the callback that a message has come so far. @returns how the callback answered */
  report(sid: string, status: string, errorCode?: number): Promise<number>;
  /** Somebody answers. @param url where the operator has told Twilio to report messages */
  answer(url: string, message: { from: string; to: string; body: string }): Promise<number>;
}

/** Numbers that behave in a special way, as Twilio's own test credentials have them. */
const MAGIC: Record<string, { status: number; code: number; message: string }> = {
  "+15005550001": { status: 400, code: 21211, message: "The 'To' number +15005550001 is not a valid phone number." },
  "+15005550004": { status: 400, code: 21610, message: "Attempt to send to unsubscribed recipient" },
};

/**
 * The part of Twilio's REST API that sends a message, with its authentication, errors, signed callbacks; `PUT /control` makes it
 * slow, failing or absent. A test compares what it takes and gives with Twilio's own OpenAPI description.
 */
export async function startTwilioDouble(options: TwilioOptions): Promise<TwilioDouble> {
  const control = createControl();
  const messages: SentMessage[] = [];
  const server = createLocalServer((request, response) => {
    void serve(request, response).catch((error: unknown) => {
      sendError(response, 400, 20001, error instanceof Error ? error.message : "bad request");
    });
  });
  const { url, close } = await listenLocally(server, { port: options.port, control });
  const path = `/2010-04-01/Accounts/${options.accountSid}/Messages.json`;
  const credentials = `Basic ${Buffer.from(`${options.accountSid}:${options.authToken}`).toString("base64")}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await textOf(request);
    const route = `${request.method} ${request.url}`;
    if (route === "PUT /control") {
      control.set(JSON.parse(text) as object);
      return sendJson(response, 200, control.now);
    }
    if (route === "GET /control") return sendJson(response, 200, { ...control.now, counts: control.counts });
    if (route === "GET /messages") return sendJson(response, 200, messages);
    if (route !== `POST ${path}`) return sendError(response, 404, 20404, "The requested resource was not found");
    if (request.headers.authorization !== credentials) return sendError(response, 401, 20003, "Authenticate");
    control.counts.received += 1;
    await delay(control.nextDelayMs());
    if (control.fails()) {
      control.counts.refused += 1;
      return sendError(response, control.now.failureCode, 20500, "told to fail");
    }
    create(new URLSearchParams(text), response);
  }

  function create(form: URLSearchParams, response: ServerResponse): void {
    const to = form.get("To") ?? "";
    const from = form.get("From") ?? "";
    const body = form.get("Body") ?? "";
    const refusal = MAGIC[to] ?? problemOf({ to, from, body });
    if (refusal) {
      control.counts.refused += 1;
      return sendError(response, refusal.status, refusal.code, refusal.message);
    }
    const sid = `SM${randomBytes(16).toString("hex")}`;
    messages.unshift({ sid, to, from, body, statusCallback: form.get("StatusCallback") });
    control.counts.accepted += 1;
    if (control.now.vanishes) return void response.destroy();
    const uri = `/2010-04-01/Accounts/${options.accountSid}/Messages/${sid}`;
    const date = new Date().toUTCString().replace("GMT", "+0000");
    sendJson(response, 201, {
      ...{ account_sid: options.accountSid, api_version: "2010-04-01", body, date_created: date, date_sent: null },
      ...{ date_updated: date, direction: "outbound-api", error_code: null, error_message: null, from },
      ...{ messaging_service_sid: null, num_media: "0", num_segments: "1", price: null, price_unit: "USD", sid },
      ...{ status: "queued", subresource_uris: { media: `${uri}/Media.json` }, to, uri: `${uri}.json` },
    });
  }

  const callBack = async (url: string, parameters: Record<string, string>) => {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "x-twilio-signature": signCallback(options.authToken, url, parameters),
      },
      body: new URLSearchParams(parameters).toString(),
    });
    return { status: response.status, text: await response.text() };
  };

  return {
    url,
    control,
    messages,
    async report(sid, status, errorCode) {
      const message = messages.find((candidate) => candidate.sid === sid);
      if (!message?.statusCallback) throw new Error(`no message ${sid} with a status callback`);
      const { status: httpStatus } = await callBack(message.statusCallback, {
        ...{ AccountSid: options.accountSid, ApiVersion: "2010-04-01", From: message.from, To: message.to },
        ...{ MessageSid: sid, MessageStatus: status, SmsSid: sid, SmsStatus: status },
        ...(errorCode === undefined ? {} : { ErrorCode: String(errorCode) }),
      });
      return httpStatus;
    },
    async answer(url, { from, to, body }) {
      const sid = `SM${randomBytes(16).toString("hex")}`;
      const { status, text } = await callBack(url, {
        ...{ AccountSid: options.accountSid, ApiVersion: "2010-04-01", Body: body, From: from, To: to },
        ...{ MessageSid: sid, NumMedia: "0", NumSegments: "1", SmsStatus: "received" },
      });
      // What the answer's TwiML says is sent back to the sender.
      const said = /<Message>([^<]*)<\/Message>/.exec(text)?.[1];
      if (said !== undefined) {
        const answered = said.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
        messages.unshift({
          sid: `SM${randomBytes(16).toString("hex")}`,
          to: from,
          from: to,
          body: answered,
          statusCallback: null,
        });
      }
      return status;
    },
    [Symbol.asyncDispose]: close,
  };
}

const E164 = /^\+[1-9]\d{6,14}$/;

function problemOf({ to, from, body }: { to: string; from: string; body: string }) {
  if (to === "") return { status: 400, code: 21604, message: "A 'To' phone number is required." };
  if (!E164.test(to))
    return { status: 400, code: 21211, message: `The 'To' number ${to} is not a valid phone number.` };
  if (from === "") return { status: 400, code: 21603, message: "A 'From' phone number is required." };
  if (body === "") return { status: 400, code: 21602, message: "Message body is required." };
  if (body.length > 1600)
    return { status: 400, code: 21617, message: "The concatenated message body exceeds 1600 characters." };
  return null;
}

function sendError(response: ServerResponse, status: number, code: number, message: string): void {
  sendJson(response, status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** How Twilio signs its callbacks: HMAC-SHA1 over the URL and the sorted parameters, base64 (its "Security" page). */
function signCallback(authToken: string, url: string, parameters: Record<string, string>): string {
  const names = Object.keys(parameters).toSorted();
  const text = url + names.map((name) => name + parameters[name]).join("");
  return createHmac("sha1", authToken).update(text, "utf8").digest("base64");
}
