import { ERRORS } from "@chorus/contracts/errors";
import { html } from "hono/html";
import { pageFrame } from "./page-frame.ts";

/** Where the `type` of every problem document points. */
export function errorsPage() {
  return pageFrame({
    title: "Chorus API",
    subtitle: "Errors",
    contents: null,
    main: html`<section>
      <h2>Errors</h2>
      <p class="about">
        Retryable: the same request may succeed later, after <code>retryMs</code> or <code>Retry-After</code> where it
        is given.
      </p>
      <table>
        <caption>
          All codes
        </caption>
        <thead>
          <tr>
            <th scope="col">Code</th>
            <th scope="col">Status</th>
            <th scope="col">What it says</th>
            <th scope="col">Retryable</th>
          </tr>
        </thead>
        <tbody>
          ${Object.entries(ERRORS).map(
            ([code, { status, title, retryable }]) =>
              html`<tr id="${code}">
                <th scope="row"><code>${code}</code></th>
                <td>${status}</td>
                <td>${title}</td>
                <td>${retryable ? "yes" : "no"}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`,
  });
}
