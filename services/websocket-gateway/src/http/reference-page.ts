import type { JsonSchema } from "@chorus/contracts/documents/json-schema";
import { CLOSE } from "@chorus/contracts/frames/close-codes";
import { fieldTable, code, escapeHtml } from "./field-table.ts";

const STYLE =
  "body{font:16px/1.55 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}" +
  "pre,code{font:13px/1.5 ui-monospace,monospace;background:#8882;border-radius:4px}code{padding:0 .25em}pre{padding:1rem;overflow:auto}" +
  "table{border-collapse:collapse;width:100%;margin:.5rem 0}th,td{text-align:left;vertical-align:top;padding:.3rem .75rem .3rem 0;" +
  "border-top:1px solid #8884}section{margin:2rem 0}nav a{margin-right:.75rem;white-space:nowrap}h3{margin-bottom:.25rem}";

/** A minimal client that sends, receives and survives a lost connection; every line of it is a frame. */
const WALK = `→ {"type":"hello","token":"<access token>"}
← {"type":"welcome","userId":"…","heartbeatMs":25000,"limits":{…}}
→ {"type":"subscribe","id":"1","conversationId":"<id>"}
← {"type":"subscribed","id":"1","epoch":"…","headSeq":7,"events":[…],"receipts":[…]}
→ {"type":"message.send","id":"2","conversationId":"<id>",
   "clientMessageId":"<a UUID you keep>","body":"Hello","kind":"text"}
← {"type":"ack","id":"2","seq":8,"messageId":"…","duplicate":false}
← {"type":"event","seq":8,"kind":"message.created","data":{"message":{…}}}
← {"type":"ping","n":1,"heads":{"<id>":8}}
→ {"type":"pong","n":1}
   the connection is lost; after a random pause of at most 0.5 s, doubling up to 20 s:
→ {"type":"hello","token":"…","resume":[{"conversationId":"<id>","afterSeq":8,"epoch":"…"}]}
← {"type":"welcome",…}
← {"type":"subscribed","recovered":true,"events":[what came in the meantime]}
   then send everything again that was not acknowledged, in order, with the same clientMessageIds`;

/** The AsyncAPI document as a page without external resources, complete enough to write a client from. */
export function referencePage(document: JsonSchema): string {
  const frames = Object.entries((document["components"] as { messages: Record<string, Frame> }).messages);
  const schemas = Object.entries((document["components"] as { schemas: Record<string, JsonSchema> }).schemas);
  const from = (sender: string) => frames.filter(([key]) => key.startsWith(`${sender}.`));
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Chorus: WebSocket reference</title>
<style>${STYLE}</style>
<h1>The WebSocket protocol, <code>chorus.v1</code></h1>
<p>Connect to <code>/ws</code> with the subprotocol <code>chorus.v1</code>. Text frames, one JSON object each. A request carries an
<code>id</code> of your choice; its answer echoes it. A frame without one is a push. Ignore fields and frame types you do not know.
For machines: <a href="/api/v1/asyncapi.json">AsyncAPI</a>, <a href="/api/v1/openapi.json">OpenAPI</a>.</p>
<nav>${frames.map(([key, { name }]) => `<a href="#${key}">${escapeHtml(name)}</a>`).join("\n")}</nav>
<h2>A whole conversation</h2>
<pre>${escapeHtml(WALK)}</pre>
<h2>What a client sends</h2>
${from("client").map(section).join("\n")}
<h2>What the gateway sends</h2>
${from("server").map(section).join("\n")}
<h2>Shapes</h2>
${schemas.map(([name, schema]) => `<section id="shape-${name}"><h3>${name}</h3>${fieldTable(schema)}</section>`).join("\n")}
<h2 id="close-codes">Close codes</h2>
<p>4000 to 4499, and every code that is not named here: connect again and resume. 4500 to 4999: do not.</p>
<table>${Object.values(CLOSE)
    .map((close) => `<tr><td><code>${close.code}</code><td>${escapeHtml(close.meaning)}`)
    .join("\n")}</table>
</html>`;
}

interface Frame {
  name: string;
  summary: string;
  description?: string;
  payload: JsonSchema;
}

function section([key, { name, summary, description, payload }]: [string, Frame]): string {
  return `<section id="${key}"><h3><code>${escapeHtml(name)}</code></h3>
<p>${code(summary)} ${code(description ?? "")}</p>
${fieldTable(payload)}</section>`;
}
