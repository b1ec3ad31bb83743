import { html, raw } from "hono/html";

type Html = ReturnType<typeof html>;

// Not in the template: a bundler rewrites one with an end tag of scripts by a helper that nobody installs.
const SCRIPT = ['<script src="/docs/reference.js">', "/script>"].join("<");

interface PageFrame {
  /** What examples call, as the service was reached; a browser behind a proxy knows better. */
  origin?: string;
  title: string;
  subtitle: string;
  contents: Html | null;
  main: Html;
}

/** Every page of the reference: contents on the left, above on a phone. */
export function pageFrame(page: PageFrame): Html {
  const { origin = "", title, subtitle, contents, main } = page;
  return html`<!doctype html>
    <html lang="en" data-origin="${origin}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <link rel="stylesheet" href="/docs/reference.css" />
        ${raw(SCRIPT)}
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <header>
          <h1><a href="/docs">${title}</a></h1>
          <p>${subtitle}</p>
        </header>
        ${
          contents &&
          html`<nav aria-label="Contents">
            <details id="contents" open>
              <summary>Contents</summary>
              ${contents}
            </details>
          </nav>`
        }
        <main id="main" tabindex="-1">${main}</main>
      </body>
    </html>`;
}
