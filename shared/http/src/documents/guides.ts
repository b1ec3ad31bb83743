import { ACCESS_TOKEN_SECONDS } from "@chorus/auth/access-token";
import { API_KEY_SCOPES } from "@chorus/contracts/permissions";
import { SERVICES, type ServiceName } from "@chorus/contracts/services";
import { html } from "hono/html";
import { codeBlock, jsonBlock } from "./code-block.ts";

/** Something to ask for after signing in, of each service. */
const FIRST_READ: Partial<Record<ServiceName, string>> = {
  "chat-service": "/api/v1/conversations?status=open&limit=3",
  "presence-service": "/api/v1/presence/agents",
  "summary-engine": "/api/v1/semantic-search?q=tent&limit=3",
  "notification-worker": "/api/v1/notifications",
};

export interface GuidesInput {
  service: ServiceName;
  /** Of this service, as it was reached. */
  origin: string;
}

export const GUIDES: readonly { id: string; title: string; body: (input: GuidesInput) => ReturnType<typeof html> }[] = [
  { id: "introduction", title: "Introduction", body: introduction },
  { id: "authentication", title: "Authentication", body: authentication },
  { id: "first-call", title: "Your first call", body: firstCall },
  { id: "conventions", title: "Conventions", body: conventions },
  { id: "errors", title: "Errors", body: errors },
];

function introduction({ service, origin }: GuidesInput) {
  const others = Object.entries(SERVICES).filter(([name, { isRest }]) => isRest && name !== service);
  return html`<div class="text">
      <p>
        Everything the desk does, your own systems can do, too: read conversations and answer them, look up customers,
        add notes, export data. Messages arrive in real time over the WebSocket protocol.
      </p>
      <p>
        This page is about <strong>${SERVICES[service].purpose}</strong> (${service}).
        ${others.length > 0 ? html`Other parts have pages of their own: ${others.map(([name]) => name).join(", ")}.` : ""}
        The same as <a href="/api/v1/openapi.json">OpenAPI 3.1</a>, for programs.
      </p>
    </div>
    <div class="examples">${codeBlock("Base address", origin)}</div>`;
}

function authentication() {
  return html`<div class="text">
      <p>Each call names its caller as <code>Authorization: Bearer …</code>. There are two kinds of tokens.</p>
      <h3>API keys</h3>
      <p>
        For your own systems. An admin makes one in the desk under Settings, API keys; its secret is shown once. A key
        may do what its scopes say:
        ${API_KEY_SCOPES.map((scope, index) => html`${index > 0 ? ", " : ""}<code>${scope}</code>`)}.
      </p>
      <h3>Signing in</h3>
      <p>
        For people. The access token that signing in answers works for ${ACCESS_TOKEN_SECONDS / 60} minutes, and says
        who is calling; the cookie beside it gets the next one (<code>POST /api/v1/auth/refresh</code>).
      </p>
    </div>
    <div class="examples">
      ${codeBlock(
        "With an API key",
        'curl "$CHORUS/api/v1/conversations" \\\n  -H "Authorization: Bearer chorus_key_…"',
      )}
      ${codeBlock(
        "Signing in",
        'curl "$CHORUS/api/v1/auth/login" \\\n  -H \'Content-Type: application/json\' \\\n  -d \'{"tenant":"acme","email":"olivia@acme.test","password":"demo-password"}\'',
      )}
    </div>`;
}

function firstCall({ service, origin }: GuidesInput) {
  const isChat = service === "chat-service";
  const chat = isChat ? origin : `http://127.0.0.1:${SERVICES["chat-service"].port}`;
  const signIn = `export CHORUS=${chat}
TOKEN=$(curl -s "$CHORUS/api/v1/auth/login" \\
  -H 'Content-Type: application/json' \\
  -d '{"tenant":"acme","email":"olivia@acme.test","password":"demo-password"}' \\
  | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')`;
  const read = FIRST_READ[service];
  const call = `curl -s "${isChat ? "$CHORUS" : origin}${read}" \\
  -H "Authorization: Bearer $TOKEN"`;
  const makeKey = `KEY=$(curl -s "$CHORUS/api/v1/api-keys" \\
  -H "Authorization: Bearer $TOKEN" \\
  -H 'Content-Type: application/json' \\
  -d '{"name":"First steps","scopes":["conversations:read"]}' \\
  | sed 's/.*"secret":"\\([^"]*\\)".*/\\1/')
curl -s "$CHORUS/api/v1/conversations/counts" \\
  -H "Authorization: Bearer $KEY"`;
  return html`<div class="text">
      <p>
        With the demo company of <code>make dev</code>, in a shell: sign in, keep the token, and ask for something. The
        commands need nothing but curl and sed.
      </p>
      ${isChat ? html`<p>Then make a key for your own system; it goes on working when the session has ended.</p>` : ""}
    </div>
    <div class="examples">
      ${codeBlock("Sign in", signIn)}${read ? codeBlock("Ask", call) : ""}${isChat ? codeBlock("With a key of your own", makeKey) : ""}
    </div>`;
}

function conventions() {
  return html`<div class="text">
      <ul>
        <li>
          Bodies and answers are JSON in UTF-8. Unknown fields and parameters are refused, so that a typing error is
          seen.
        </li>
        <li>Times are UTC with milliseconds. Ids are UUIDs.</li>
        <li>
          Lists come in pages: <code>limit</code>, and <code>cursor</code> with the <code>nextCursor</code> of the page
          before; null on the last one.
        </li>
        <li>
          What creates something takes an <code>Idempotency-Key</code>: the same key answers what it answered first, for
          24 hours.
        </li>
        <li>
          A person or key writes at most 120 times a minute. Above a limit the answer is 429 with
          <code>Retry-After</code>.
        </li>
        <li>Answers may get more fields within version 1; none goes.</li>
      </ul>
    </div>
    <div class="examples">
      ${codeBlock("The next page", 'curl "$CHORUS/api/v1/customers?limit=50&cursor=$NEXT" \\\n  -H "Authorization: Bearer $TOKEN"')}
    </div>`;
}

function errors() {
  return html`<div class="text">
      <p>
        Errors are problem documents (RFC 9457). <code>code</code> is for programs, <code>detail</code> for people;
        <code>errors</code> names fields. <a href="/docs/errors">All codes</a>.
      </p>
    </div>
    <div class="examples">
      ${jsonBlock("A refused field", {
        ...{ type: "/docs/errors#invalid", title: "Invalid", status: 422, code: "invalid" },
        ...{
          detail: "email: must be an email address",
          errors: [{ path: "email", message: "must be an email address" }],
        },
        requestId: "0199c5a1-aaaa-7a00-8000-0000000000aa",
      })}
    </div>`;
}
