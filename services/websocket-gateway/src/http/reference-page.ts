import type { JsonSchema } from "@chorus/contracts/documents/json-schema";

const STYLE =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}" +
  "pre{background:#f4f4f5;padding:1rem;overflow:auto;border-radius:.5rem;font-size:13px}summary{cursor:pointer;font-weight:600}" +
  "@media(prefers-color-scheme:dark){body{background:#18181b;color:#e4e4e7}pre{background:#27272a}a{color:#93c5fd}}";

/** The AsyncAPI document for readers, without anything from outside: every frame with its schema. */
export function referencePage(document: JsonSchema): string {
  const messages = messagesOf(document);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Chorus: WebSocket reference</title>
<style>${STYLE}</style>
<h1>The WebSocket protocol</h1>
<p>For machines: <a href="/api/v1/asyncapi.json">AsyncAPI</a>, <a href="/api/v1/openapi.json">OpenAPI</a>.</p>
${messages.map(([name, message]) => section(name, message)).join("\n")}
</html>`;
}

function messagesOf(document: JsonSchema): [string, unknown][] {
  const components = document["components"] as { messages?: Record<string, unknown> } | undefined;
  return Object.entries(components?.messages ?? {});
}

function section(name: string, message: unknown): string {
  return `<details><summary>${escape(name)}</summary><pre>${escape(JSON.stringify(message, null, 2))}</pre></details>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
