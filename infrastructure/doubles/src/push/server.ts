import { createECDH, createPublicKey, type ECDH, randomBytes, verify } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { createControl, type Control } from "../behaviour.ts";
import { decryptPush } from "./decrypt.ts";
import { createLocalServer, listenLocally } from "../local-server.ts";

interface Browser {
  pair: ECDH;
  auth: Buffer;
  isGone: boolean;
}

export interface PushedMessage {
  subscriptionId: string;
  /** As the browser's service worker would get it. */
  text: string;
  topic: string | null;
}

export interface PushDouble extends AsyncDisposable {
  url: string;
  control: Control;
  /** Newest first. */
  messages: PushedMessage[];
  /** A browser subscribes. */
  subscribe(): { id: string; endpoint: string; keys: { p256dh: string; auth: string } };
  /** It unsubscribes, or is gone: from now on it is answered 410. */
  end(id: string): void;
}

/**
 * A fake push service with its browsers: accepts signed messages (RFC 8292) and decrypts them as the browser would (RFC 8291).
 * `POST /subscriptions` makes a browser; `PUT /control` makes the service slow, failing or absent; `GET /messages` shows what came.
 */
export async function startPushDouble({ port }: { port: number }): Promise<PushDouble> {
  const control = createControl();
  const messages: PushedMessage[] = [];
  const browsers = new Map<string, Browser>();
  const server = createLocalServer((request, response) => {
    void serve(request, response).catch((error: unknown) => {
      response.writeHead(400).end(error instanceof Error ? error.message : "bad request");
    });
  });
  const { url, close } = await listenLocally(server, { port, control });

  const subscribe = () => {
    const id = randomBytes(16).toString("hex");
    const pair = createECDH("prime256v1");
    pair.generateKeys();
    const browser = { pair, auth: randomBytes(16), isGone: false };
    browsers.set(id, browser);
    const keys = { p256dh: pair.getPublicKey("base64url"), auth: browser.auth.toString("base64url") };
    return { id, endpoint: `${url}/push/${id}`, keys };
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(request);
    const json = (value: unknown) =>
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
    const route = `${request.method} ${request.url}`;
    if (route === "PUT /control") control.set(JSON.parse(body.toString()) as object);
    if (route.endsWith(" /control")) return void json({ ...control.now, counts: control.counts });
    if (route === "GET /messages") return void json(messages);
    if (route === "POST /subscriptions") return void json(subscribe());
    const id = /^POST \/push\/(\w+)$/.exec(route)?.[1] ?? "";
    const browser = browsers.get(id);
    control.counts.received += 1;
    await delay(control.nextDelayMs());
    const status = control.fails() ? control.now.failureCode : refusalOf(request, browser, url);
    if (status !== null) {
      control.counts.refused += 1;
      return void response.writeHead(status).end();
    }
    if (browser) messages.unshift({ subscriptionId: id, text: decryptPush(body, browser), topic: topicOf(request) });
    control.counts.accepted += 1;
    if (control.now.vanishes) return void response.destroy();
    response.writeHead(201, { location: `${url}/messages/${messages.length}` }).end();
  }

  return {
    url,
    control,
    messages,
    subscribe,
    end(id) {
      const browser = browsers.get(id);
      if (browser) browser.isGone = true;
    },
    [Symbol.asyncDispose]: close,
  };
}

/** Null when it may come in. */
function refusalOf(request: IncomingMessage, browser: Browser | undefined, audience: string): number | null {
  if (!browser) return 404;
  if (browser.isGone) return 410;
  if (request.headers["content-encoding"] !== "aes128gcm" || !request.headers["ttl"]) return 400;
  return isSigned(request.headers.authorization ?? "", audience) ? null : 403;
}

function isSigned(authorization: string, audience: string): boolean {
  const [, token = "", key = ""] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  const [header = "", claims = "", signature = ""] = token.split(".");
  const point = Buffer.from(key, "base64url");
  if (point.length !== 65) return false;
  const x = point.subarray(1, 33).toString("base64url");
  const y = point.subarray(33).toString("base64url");
  const publicKey = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
  const signed = { key: publicKey, dsaEncoding: "ieee-p1363" as const };
  const isOurs = verify("sha256", Buffer.from(`${header}.${claims}`), signed, Buffer.from(signature, "base64url"));
  const { aud, exp } = JSON.parse(Buffer.from(claims, "base64url").toString()) as { aud?: string; exp?: number };
  return isOurs && aud === audience && (exp ?? 0) * 1000 > Date.now();
}

function topicOf(request: IncomingMessage): string | null {
  const { topic } = request.headers;
  return typeof topic === "string" ? topic : null;
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
