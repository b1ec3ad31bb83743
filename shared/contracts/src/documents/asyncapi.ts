import type { z } from "zod";
import { ClientFrame, type ClientFrameType } from "../frames/client-frame.ts";
import { CLOSE } from "../frames/close-codes.ts";
import { ServerFrame, type ServerFrameType } from "../frames/server-frame.ts";
import { PROTOCOL_REVISION, SUBPROTOCOL } from "../frames/version.ts";
import { CLIENT_FRAMES, SERVER_FRAMES } from "./frame-guide.ts";
import { schemaCollector, type JsonSchema, type SchemaCollector } from "./json-schema.ts";

/** The AsyncAPI 3.0 description of the WebSocket protocol, from its frames. */
export function asyncApiDocument(): JsonSchema {
  const fromClient = framesOf(ClientFrame.options);
  const fromServer = framesOf(ServerFrame.options);
  const collector = schemaCollector();
  const messages = {
    ...messagesOf(fromClient, "client", collector),
    ...messagesOf(fromServer, "server", collector),
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
      clientSends: operation("receive", "What a client may send", Object.keys(fromClient), "client"),
      gatewaySends: operation("send", "What the gateway may send", Object.keys(fromServer), "server"),
    },
    components: { messages, schemas: collector.components },
  };
}

/** Frames by type, each with its schema. */
function framesOf(schemas: readonly z.ZodType[]): Record<string, z.ZodType> {
  return Object.fromEntries(schemas.map((schema) => [typeOf(schema), schema]));
}

function typeOf(schema: z.ZodType): string {
  const text = JSON.stringify(schemaCollector().schema(schema, "output"));
  const match = /"type":\{"type":"string","const":"([^"]+)"\}/.exec(text);
  if (!match?.[1]) throw new Error("a frame has no literal type");
  return match[1];
}

type Sender = "client" | "server";

function messagesOf(frames: Record<string, z.ZodType>, sender: Sender, collector: SchemaCollector): JsonSchema {
  return Object.fromEntries(
    Object.entries(frames).map(([type, schema]) => [
      `${sender}.${type}`,
      {
        name: type,
        title: `${type} (from the ${sender})`,
        ...(sender === "client" ? aboutClientFrame(type) : { summary: SERVER_FRAMES[type as ServerFrameType] }),
        payload: collector.schema(schema, sender === "client" ? "input" : "output"),
      },
    ]),
  );
}

function aboutClientFrame(type: string): JsonSchema {
  const { meaning, reply } = CLIENT_FRAMES[type as ClientFrameType];
  return { summary: meaning, description: reply === null ? "No answer." : `Answer: ${reply}, or \`error\`.` };
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
