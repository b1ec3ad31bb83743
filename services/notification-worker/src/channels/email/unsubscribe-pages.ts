import type { Context, Hono } from "hono";
import type { BlankEnv } from "hono/types";
import { html } from "hono/html";
import type { NotificationContext } from "../../context.ts";
import { mailLanguage, type MailLanguage } from "../../templates/languages.ts";
import { readUnsubscription, unsubscribe } from "./unsubscribe.ts";

/**
 * The link in a mail's footer and header (RFC 8058). A GET changes nothing, because mail programs and virus scanners open every link.
 */
export function mountUnsubscribe(app: Hono, context: NotificationContext): void {
  app.use("/u/*", async (http, next) => {
    await next();
    http.header("cache-control", "no-store");
    http.header("referrer-policy", "no-referrer");
    http.header(
      "content-security-policy",
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    );
  });
  app.get("/u/:token", async (http) => {
    const { language, words, unsubscription } = await asked(http);
    if (!unsubscription) return http.html(page(language, words.incomplete, words.wholeLink), 404);
    const name = await nameOf(context, unsubscription.tenantId);
    const button = html`<form method="post"><button>${words.stop}</button></form>`;
    return http.html(page(language, words.question(name), button));
  });
  app.post("/u/:token", async (http) => {
    const { language, words, unsubscription } = await asked(http);
    if (!unsubscription) return http.html(page(language, words.incomplete, words.wholeLink), 404);
    await unsubscribe(context, unsubscription);
    return http.html(page(language, words.done, words.close));
  });

  const asked = async (http: Context<BlankEnv, "/u/:token">) => {
    const locales = (http.req.header("accept-language") ?? "").split(",").map((locale) => locale.trim());
    const language = mailLanguage(...locales);
    return {
      ...{ language, words: WORDS[language] },
      unsubscription: await readUnsubscription(context, http.req.param("token")),
    };
  };
}

/** Empty for a tenant that is not there any more. */
async function nameOf({ database }: NotificationContext, tenantId: string): Promise<string> {
  const row = await database.readTenant(tenantId, (tx) => tx.selectFrom("tenants").select("name").executeTakeFirst());
  return row?.name ?? "";
}

const WORDS = {
  en: {
    question: (name: string) => (name === "" ? "Stop these emails?" : `Stop these emails from ${name}?`),
    stop: "Unsubscribe",
    done: "You will get no more of these emails",
    close: "You can close this page.",
    incomplete: "This link is not complete",
    wholeLink: "Please use the whole link from the email. It may have been cut in two.",
  },
  de: {
    question: (name: string) => (name === "" ? "Diese E-Mails abbestellen?" : `Diese E-Mails von ${name} abbestellen?`),
    stop: "Abbestellen",
    done: "Sie erhalten diese E-Mails nicht mehr",
    close: "Sie können diese Seite schließen.",
    incomplete: "Der Link ist unvollständig",
    wholeLink: "Bitte verwenden Sie den ganzen Link aus der E-Mail. Vielleicht wurde er abgeschnitten.",
  },
  es: {
    question: (name: string) =>
      name === "" ? "¿Dejar de recibir estos correos?" : `¿Dejar de recibir estos correos de ${name}?`,
    stop: "Darse de baja",
    done: "Ya no recibirá estos correos",
    close: "Puede cerrar esta página.",
    incomplete: "El enlace está incompleto",
    wholeLink: "Use el enlace completo del correo. Puede que se haya cortado.",
  },
} satisfies Record<MailLanguage, unknown>;

function page(language: MailLanguage, title: string, body: Parameters<typeof html>[1]) {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <style>
          :root {
            color-scheme: light dark;
            font:
              16px/1.5 system-ui,
              sans-serif;
          }
          main {
            max-width: 28rem;
            margin: 20vh auto 0;
            padding: 0 1rem;
            text-align: center;
          }
          h1 {
            font-size: 1.4rem;
            line-height: 1.3;
            text-wrap: balance;
          }
          button {
            font: inherit;
            font-weight: 600;
            padding: 0.6rem 1.2rem;
            border: 0;
            border-radius: 8px;
            background: #4f46e5;
            color: #fff;
            cursor: pointer;
          }
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p>${body}</p>
        </main>
      </body>
    </html>`;
}
