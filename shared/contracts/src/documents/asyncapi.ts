import { CLIENT_FRAMES } from "../frames/client-frame.ts";
import { CLOSE } from "../frames/close-codes.ts";
import type { ClientFrameSpec, ServerFrameSpec } from "../frames/define-frame.ts";
import { SERVER_FRAMES } from "../frames/server-frame.ts";
import { PROTOCOL_REVISION, SUBPROTOCOL } from "../frames/version.ts";
import { schemaCollector, type JsonSchema, type SchemaCollector } from "./json-schema.ts";

/** The AsyncAPI 3.0 description of the WebSocket protocol, from its frames. */
export function asyncApiDocument(): JsonSchema {
  const collector = schemaCollector();
  const messages = {
    ...messagesOf(CLIENT_FRAMES, "client", collector),
    ...messagesOf(SERVER_FRAMES, "server", collector),
  };
  return {
    asyncapi: "3.0.0",
    info: {
      title: `Chorus real-time protocol, ${SUBPROTOCOL}`,
      version: `1.${PROTOCOL_REVISION}.0`,
      description: closeCodes(),
      license: { name: "Apache-2.0" },
    },
    defaultContentType: "application/json",
    servers: { development: { host: "127.0.0.1:8080", protocol: "ws", pathname: "/ws" } },
    channels: {
      socket: {
        address: "/ws",
        description: `Text frames, one JSON object each. Offer the subprotocol ${SUBPROTOCOL}; the first frame is hello.`,
        messages: Object.fromEntries(Object.keys(messages).map((name) => [name, ref(`components/messages/${name}`)])),
      },
    },
    operations: {
      clientSends: operation("receive", "What a client may send", Object.keys(CLIENT_FRAMES), "client"),
      gatewaySends: operation("send", "What the gateway may send", Object.keys(SERVER_FRAMES), "server"),
    },
    components: { messages, schemas: collector.components },
  };
}

type Sender = "client" | "server";

function messagesOf(
  frames: Readonly<Record<string, ServerFrameSpec | ClientFrameSpec>>,
  sender: Sender,
  collector: SchemaCollector,
): JsonSchema {
  return Object.fromEntries(
    Object.values(frames).map((frame) => [
      `${sender}.${frame.type}`,
      {
        name: frame.type,
        title: `${frame.type} (from the ${sender})`,
        summary: frame.meaning,
        ...("reply" in frame && { description: answerTo(frame) }),
        payload: collector.schema(frame.schema, sender === "client" ? "input" : "output"),
      },
    ]),
  );
}

function answerTo({ reply }: ClientFrameSpec): string {
  return reply === null ? "No answer." : `Answer: ${reply}, or \`error\`.`;
}

/** AsyncAPI describes the application's side, which is the gateway's. */
function operation(action: "send" | "receive", summary: string, types: string[], sender: Sender): JsonSchema {
  return {
    action,
    summary,
    channel: ref("channels/socket"),
    messages: types.map((type) => ref(`channels/socket/messages/${sender}.${type}`)),
  };
}

function ref(path: string): JsonSchema {
  return { $ref: `#/${path}` };
}

function closeCodes(): string {
  const lines = Object.values(CLOSE).map(({ code, meaning }) => `- ${code}: ${meaning}`);
  return ["Close codes: 4000-4499 reconnect and resume, 4500-4999 do not.", ...lines].join("\n");
}
