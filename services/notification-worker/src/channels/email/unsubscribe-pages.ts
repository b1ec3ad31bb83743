import type { Hono } from "hono";
import { html } from "hono/html";
import type { NotificationContext } from "../../context.ts";
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
    if (!(await read(http.req.param("token")))) return http.html(page("This link is not complete", UNKNOWN), 404);
    const button = html`<form method="post"><button>No more of these mails</button></form>`;
    return http.html(page("No more mails about unread messages?", button));
  });
  app.post("/u/:token", async (http) => {
    const unsubscription = await read(http.req.param("token"));
    if (!unsubscription) return http.html(page("This link is not complete", UNKNOWN), 404);
    await unsubscribe(context, unsubscription);
    return http.html(page("You will get no more of these mails", "You can close this page."));
  });

  const read = (token: string) => readUnsubscription(context, token);
}

const UNKNOWN = "Please use the whole link from the mail. It may have been cut in two.";

function page(title: string, body: Parameters<typeof html>[1]) {
  return html`<!doctype html>
    <html lang="en">
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
