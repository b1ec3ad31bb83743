import { html } from "hono/html";

/** A piece of code with a name; long lines are wrapped. The script of the page adds a button that copies it. */
export function codeBlock(title: string, code: string) {
  return html`<figure class="code">
    <figcaption>${title}</figcaption>
    <pre><code>${code}</code></pre>
  </figure>`;
}

export const jsonBlock = (title: string, value: unknown) => codeBlock(title, JSON.stringify(value, null, 2));
