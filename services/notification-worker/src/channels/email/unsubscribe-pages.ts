import type { Context, Hono } from "hono";
import type { BlankEnv } from "hono/types";
import { html, raw } from "hono/html";
import type { NotificationContext } from "../../context.ts";
import { mailLanguage, type MailLanguage } from "../../templates/languages.ts";
import { DARK, FONT, LIGHT } from "../../templates/look.ts";
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
    if (!unsubscription) return http.html(page(language, words.incomplete, html`<p>${words.wholeLink}</p>`), 404);
    const name = await nameOf(context, unsubscription.tenantId);
    const button = html`<form method="post"><button>${words.stop}</button></form>`;
    return http.html(page(language, words.question(name), button));
  });
  app.post("/u/:token", async (http) => {
    const { language, words, unsubscription } = await asked(http);
    if (!unsubscription) return http.html(page(language, words.incomplete, html`<p>${words.wholeLink}</p>`), 404);
    await unsubscribe(context, unsubscription);
    const name = await nameOf(context, unsubscription.tenantId);
    return http.html(page(language, words.done(name), html`<p>${words.close}</p>`));
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
    done: (name: string) => (name === "" ? "You're unsubscribed" : `You're unsubscribed from ${name}`),
    close: "You won't get these emails any more. You can close this page.",
    incomplete: "This link is incomplete",
    wholeLink: "Please use the whole link from the email. It may have been cut in two.",
  },
  de: {
    question: (name: string) => (name === "" ? "Diese E-Mails abbestellen?" : `Diese E-Mails von ${name} abbestellen?`),
    stop: "Abbestellen",
    done: (name: string) => (name === "" ? "Abbestellt" : `E-Mails von ${name} abbestellt`),
    close: "Sie erhalten diese E-Mails nicht mehr und können die Seite schließen.",
    incomplete: "Der Link ist unvollständig",
    wholeLink: "Bitte verwenden Sie den ganzen Link aus der E-Mail. Vielleicht wurde er abgeschnitten.",
  },
  es: {
    question: (name: string) =>
      name === "" ? "¿Dejar de recibir estos correos?" : `¿Dejar de recibir estos correos de ${name}?`,
    stop: "Darse de baja",
    done: (name: string) => (name === "" ? "Baja confirmada" : `Baja confirmada de los correos de ${name}`),
    close: "Ya no recibirá estos correos. Puede cerrar esta página.",
    incomplete: "El enlace está incompleto",
    wholeLink: "Use el enlace completo del correo. Puede que se haya cortado.",
  },
} satisfies Record<MailLanguage, unknown>;

/** The same variables in light and dark. */
const colours = (values: Readonly<Record<string, string>>) =>
  Object.entries(values)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(" ");

const STYLE = `
  :root { color-scheme: light dark; ${colours(LIGHT)} }
  @media (prefers-color-scheme: dark) { :root { ${colours(DARK)} } }
  body { margin: 0; background: var(--canvas); color: var(--ink); font: 14px/1.5 ${FONT}; }
  main {
    box-sizing: border-box; max-width: 440px; margin: 20vh auto 0; padding: 24px; text-align: center;
    background: var(--surface); border: 1px solid var(--line); border-radius: 10px;
  }
  h1 { margin: 0; font-size: 20px; line-height: 1.3; font-weight: 600; letter-spacing: -0.011em; text-wrap: balance; overflow-wrap: anywhere; }
  p { margin: 8px 0 0; color: var(--ink-2); }
  form { margin: 16px 0 0; }
  button {
    height: 44px; padding: 0 20px; border: 0; border-radius: 6px; background: var(--accent); color: var(--on-accent);
    font: 600 14px ${FONT}; cursor: pointer;
  }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  @media (max-width: 480px) { main { margin: 12vh 16px 0; } }
`;

function page(language: MailLanguage, title: string, body: ReturnType<typeof html>) {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`;
}
