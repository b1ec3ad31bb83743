import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { answerMail, type Callback } from "./answers.ts";
import { createControl, type Control } from "../behaviour.ts";
import { inboxPage, mailPage } from "./pages.ts";
import { createMailStore, type MailStore, type StoredMail } from "./mail-store.ts";
import { createSmtp } from "./smtp.ts";
import { createLocalServer, listenLocally } from "../local-server.ts";

export interface MailboxOptions {
  /** 0: a free one. */
  smtpPort: number;
  webPort: number;
  /** Where its page listens; 127.0.0.1 unless a container publishes it. Whoever asks for another name is refused all the same. */
  webHost?: string;
}

export interface Mailbox extends AsyncDisposable {
  /** `smtp://127.0.0.1:1025` */
  smtpUrl: string;
  /** `http://127.0.0.1:8025` */
  webUrl: string;
  store: MailStore;
  control: Control;
  /** From now on mails can be answered on the page. */
  takeAnswersTo(callback: Callback): void;
}

const HOST = "127.0.0.1";

/**
 * Where mails of a development stack arrive: SMTP, a small web inbox, and the part of Mailpit's HTTP API that its clients use.
 * `PUT /control` makes it slow, failing or absent; `GET /control` tells what it saw.
 */
export async function startMailbox(options: MailboxOptions): Promise<Mailbox> {
  const store = createMailStore();
  const control = createControl();
  const answering: Answering = { callback: null };
  const smtp = createSmtp(store, control);
  const web = createLocalServer((request, response) => {
    void answer({ store, control, answering }, request, response).catch((error: unknown) => {
      response
        .writeHead(400, { "content-type": "text/plain" })
        .end(error instanceof Error ? error.message : "bad request");
    });
  });
  await listening(smtp.listen(options.smtpPort, HOST));
  // Its page stays while its SMTP is offline.
  const { url: webUrl, close } = await listenLocally(web, { port: options.webPort, host: options.webHost });
  return {
    smtpUrl: `smtp://${HOST}:${(smtp.server.address() as AddressInfo).port}`,
    webUrl,
    store,
    control,
    takeAnswersTo(callback) {
      answering.callback = callback;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([new Promise<void>((resolve) => smtp.close(() => resolve())), close()]);
    },
  };
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", reject);
  });
}

interface Answering {
  callback: Callback | null;
}

interface Parts {
  store: MailStore;
  control: Control;
  answering: Answering;
}

async function answer(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { store, control, answering } = parts;
  const url = new URL(request.url ?? "/", "http://mailbox");
  const json = (body: unknown) => send(response, 200, "application/json", JSON.stringify(body));
  const html = (body: string) => send(response, 200, "text/html; charset=utf-8", body);
  const route = `${request.method} ${url.pathname}`;
  if (route === "GET /") return html(inboxPage(store.list()));
  if (route === "GET /api/v1/messages") return json(listOf(store, url));
  if (route === "DELETE /api/v1/messages") {
    store.clear();
    return send(response, 200, "text/plain", "ok");
  }
  if (route === "GET /control") return json({ ...control.now, counts: control.counts });
  if (route === "PUT /control") {
    control.set(JSON.parse(await textOf(request)) as object);
    return json(control.now);
  }
  if (request.method === "POST") return takeAnswer(parts, url, request, response);
  const id = /^\/(?:api\/v1\/message|view|frame)\/(\w+)$/.exec(url.pathname)?.[1];
  const mail = id === undefined ? undefined : store.find(id);
  if (!mail) return send(response, 404, "text/plain", "There is no such page.");
  mail.Read = true;
  if (url.pathname.startsWith("/api/")) return json(withoutRaw(mail));
  if (url.pathname.startsWith("/view/")) return html(mailPage(mail, answering.callback !== null));
  // A mail is a stranger's page: no scripts, no requests, an origin of its own.
  response.setHeader(
    "content-security-policy",
    "sandbox allow-popups allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  );
  return html(mail.HTML || `<pre>${mail.Text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</pre>`);
}

/** The form under a mail. Only this page's own: another site's form must not write in somebody's name. */
async function takeAnswer(parts: Parts, url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const mail = parts.store.find(/^\/view\/(\w+)\/answers$/.exec(url.pathname)?.[1] ?? "");
  const { callback } = parts.answering;
  if (!mail || !callback) return send(response, 404, "text/plain", "There is no such page.");
  if ((request.headers["sec-fetch-site"] ?? "same-origin") !== "same-origin")
    return send(response, 403, "text/plain", "Please answer on the mailbox's own page.");
  const text = new URLSearchParams(await textOf(request)).get("text") ?? "";
  mail.answers.push(await answerMail(mail, text, callback, new Date()));
  response.writeHead(303, { location: `/view/${mail.ID}#answers` }).end();
}

function listOf(store: MailStore, url: URL) {
  const start = Number(url.searchParams.get("start") ?? 0);
  const limit = Number(url.searchParams.get("limit") ?? 50);
  const all = store.list();
  const messages = all.slice(start, start + limit).map((mail) => {
    const { Text: _text, HTML: _html, Headers: _headers, ...summary } = withoutRaw(mail);
    return summary;
  });
  const unread = all.filter((mail) => !mail.Read).length;
  return { total: all.length, unread, count: messages.length, messages_count: all.length, start, tags: [], messages };
}

function withoutRaw({ raw: _raw, answers: _answers, ...mail }: StoredMail) {
  return mail;
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
