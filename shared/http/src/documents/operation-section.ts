import { html } from "hono/html";
import { codeBlock, jsonBlock } from "./code-block.ts";
import { curlOf } from "./curl.ts";
import { fieldTable, rowsOfBody, rowsOfParameters } from "./fields.ts";
import { type Described, type Media, nameOf, type Operation, type Schema } from "./reference.ts";

const WHO: Record<Operation["x-access"], string> = {
  public: "Anybody, without a token.",
  operator: "The installation's operator key.",
  user: "Somebody of the desk",
  customer: "A visitor of the widget.",
  member: "Somebody of the desk, or a visitor about what is their own",
};

/** One route: what it does, who may call it, what it takes and what it answers. */
export function operationSection(described: Described) {
  const { method, path, operation } = described;
  const of = (place: string) => operation.parameters.filter((parameter) => parameter.in === place);
  return html`<article id="${operation.operationId}">
    <div class="text">
      <h3>${nameOf(operation)}</h3>
      <p class="address"><span class="method ${method.toLowerCase()}">${method}</span> <code>${path}</code></p>
      <p>${operation.summary}.</p>
      <p class="quiet">${whoOf(operation)}</p>
      ${fieldTable("In the path", rowsOfParameters(of("path")))}
      ${fieldTable("In the query", rowsOfParameters(of("query")))}
      ${fieldTable("Headers", rowsOfParameters(of("header")))}
      ${fieldTable("Body", rowsOfBody(bodySchemaOf(operation)))}${errorsOf(operation)}
    </div>
    <div class="examples">${codeBlock("Request", curlOf(described))}${answersOf(operation)}</div>
  </article>`;
}

function whoOf(operation: Operation): string {
  const { "x-access": access, "x-permission": permission, "x-scope": scope } = operation;
  if (access !== "user" && access !== "member") return WHO[access];
  const key = scope ? `, or an API key with the scope ${scope}` : permission ? "" : ", for their own account";
  return `${WHO[access]}${permission ? ` (${permission})` : ""}${key}.`;
}

function bodySchemaOf({ requestBody }: Operation): Schema | undefined {
  return requestBody?.content["application/json"]?.schema;
}

function answersOf({ responses }: Operation) {
  const answers = Object.entries(responses).filter(([status]) => status.startsWith("2"));
  return answers.map(([status, { content }], at) => {
    const [[mediaType, media] = []] = Object.entries(content ?? {});
    if (!media) return html`<p class="answer">Answers ${status}, without a body.</p>`;
    if (mediaType !== "application/json") return html`<p class="answer">Answers ${status} as ${mediaType}.</p>`;
    if (at > 0 && isSame(media, answers[0]?.[1].content?.[mediaType]))
      return html`<p class="answer">Answers ${status} with the same body.</p>`;
    return jsonBlock(`Answer ${status}`, media.example);
  });
}

function isSame(media: Media, other?: Media): boolean {
  return JSON.stringify(media.example) === JSON.stringify(other?.example);
}

function errorsOf({ responses }: Operation) {
  const codes = Object.entries(responses)
    .filter(([status]) => !status.startsWith("2"))
    .flatMap(([, { description }]) => description.split(", "));
  return html`<p class="quiet">
    Errors: ${codes.map((code, at) => html`${at > 0 ? ", " : ""}<a href="/docs/errors#${code}">${code}</a>`)}
  </p>`;
}
