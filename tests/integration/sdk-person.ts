import { ChatClient } from "@chorus/client-sdk/chat-client";
import type { ConversationStream } from "@chorus/client-sdk/conversation/conversation-stream";
import { TokenSource } from "@chorus/client-sdk/token-source";
import type { Member } from "@chorus/websocket-gateway/testing/tenant";
import { until } from "@chorus/testing/until";
import { NodeWebSocket } from "@chorus/websocket-gateway/testing/node-web-socket";

/** Somebody with the client that browsers use. */
export interface SdkPerson {
  id: string;
  chat: ChatClient;
  stream: ConversationStream;
  conversationId: string;
  send(body: string): void;
  /** Bodies of the messages in the log as they see it, in order. */
  bodies(): string[];
}

export async function connectPerson(gatewayUrl: string, member: Member, conversationId: string): Promise<SdkPerson> {
  // These tests end long before the token does.
  const tokens = new TokenSource({ refresh: () => Promise.resolve(null) });
  tokens.set({ accessToken: member.token, expiresIn: 900 });
  const chat = new ChatClient({ gatewayUrl, tokens, WebSocket: NodeWebSocket });
  chat.start();
  const stream = chat.openConversation(conversationId);
  await until(() => stream.getSnapshot().status === "live", { timeoutMs: 10_000 });
  return {
    id: member.id,
    chat,
    stream,
    conversationId,
    send: (body) => void chat.send({ conversationId, body }),
    bodies: () =>
      stream.getSnapshot().timeline.flatMap((entry) => (entry.type === "message" ? entry.message.body : [])),
  };
}
