import { html } from "hono/html";
import type { ServiceName } from "@chorus/contracts/services";
import { GUIDES } from "./guides.ts";
import { operationSection } from "./operation-section.ts";
import { pageFrame } from "./page-frame.ts";
import { nameOf, operationsOf, type Reference } from "./reference.ts";

/** The reference of a service: guides, then its routes in groups, each with an example. */
export function referencePage(reference: Reference, input: { service: ServiceName; origin: string }) {
  const groups = reference.tags.map((tag) => ({ tag, operations: operationsOf(reference, tag.name) }));
  const contents = html`<p class="group">Guides</p>
    <ul>
      ${GUIDES.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
    </ul>
    ${groups.map(
      ({ tag, operations }) =>
        html`<p class="group">${tag["x-displayName"]}</p>
          <ul>
            ${operations.map(
              ({ method, operation }) =>
                html`<li>
                  <a href="#${operation.operationId}"
                    >${nameOf(operation)}<span class="verb" aria-hidden="true">${method}</span></a
                  >
                </li>`,
            )}
          </ul>`,
    )}`;
  return pageFrame({
    origin: input.origin,
    title: "Chorus API",
    subtitle: reference.info.summary,
    contents,
    main: html`${GUIDES.map(
      ({ id, title, body }) =>
        html`<section id="${id}">
          <h2>${title}</h2>
          <div class="columns">${body(input)}</div>
        </section>`,
    )}${groups.map(
      ({ tag, operations }) =>
        html`<section id="group-${tag.name}">
          <h2>${tag["x-displayName"]}</h2>
          <p class="about">${tag.description}</p>
          ${operations.map(operationSection)}
        </section>`,
    )}`,
  });
}
