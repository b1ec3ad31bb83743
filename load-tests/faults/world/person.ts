import { ChatClient } from "@chorus/client-sdk/chat-client";
import type { ConversationStream } from "@chorus/client-sdk/conversation/conversation-stream";
import { ChorusProblem } from "@chorus/client-sdk/problem";
import { TokenSource } from "@chorus/client-sdk/token-source";
import type { Clock } from "@chorus/client-sdk/clock";
import { systemIds } from "@chorus/kernel/ids";
import type { Tenant, Member } from "@chorus/websocket-gateway/testing/tenant";
import type { Audience, View } from "../checker/history.ts";
import type { Recorder } from "./recorder.ts";

/** Somebody of a tenant with the client that browsers use. */
export interface Person {
  readonly name: string;
  readonly member: Member;
  readonly tenantId: string;
  readonly audience: Audience;
  readonly chat: ChatClient;
  readonly conversationIds: readonly string[];
  /** Sends once, without the outbox, and never again: what comes of it may stay unknown. */
  readonly isCareless: boolean;
  send(conversationId: string, body?: string): void;
  streamOf(conversationId: string): ConversationStream;
  /** The last inbox row, by conversation. */
  readonly inboxHeads: ReadonlyMap<string, number>;
  view(conversationId: string): View;
}

export interface PersonOptions {
  recorder: Recorder;
  gatewayUrl: string;
  tenant: Tenant;
  member: Member;
  conversationIds: readonly string[];
  isCareless?: boolean;
  clock?: Clock;
}

/** These runs end before the tokens do. */
const TOKEN_SECONDS = 900;
/** Every so often an agent writes a note, so that the two numberings differ. */
const NOTE_EVERY = 5;
/** After these the server promises that nothing was stored. */
const REFUSALS = new Set(["rate_limited", "invalid", "forbidden", "not_found", "closed", "conflict"]);

export function createPerson(options: PersonOptions): Person {
  const { recorder, tenant, member, conversationIds } = options;
  const { tenantId } = tenant;
  const isCareless = options.isCareless ?? false;
  const name = `${tenant.slug} ${member.role} ${member.id.slice(-4)}${isCareless ? " (careless)" : ""}`;
  const grant = { accessToken: member.token, expiresIn: TOKEN_SECONDS };
  // A gateway whose clock is wrong refuses a token that is good; another one with the same end would not help.
  const tokens = new TokenSource({ refresh: () => Promise.resolve(grant) });
  tokens.set(grant);
  const chat = new ChatClient({
    gatewayUrl: options.gatewayUrl,
    tokens,
    WebSocket: recorder.socketFor(name, member.id),
    ...(options.clock ? { clock: options.clock } : {}),
  });
  const streams = new Map<string, ConversationStream>();
  const inboxHeads = new Map<string, number>();
  let recordSend = 0;

  chat.start();
  for (const id of conversationIds) streams.set(id, chat.openConversation(id));
  if (member.role !== "customer") {
    chat.inbox.onPush(({ conversation }) => inboxHeads.set(conversation.id, conversation.headSeq));
    chat.inbox.start();
  }
  chat.outgoing.subscribe(() => {
    for (const { status, clientMessageId } of chat.outgoing.getSnapshot())
      if (status === "failed") recorder.ended(clientMessageId, "fail");
  });

  function streamOf(conversationId: string): ConversationStream {
    const stream = streams.get(conversationId);
    if (!stream) throw new Error(`${name} is not in ${conversationId}`);
    return stream;
  }

  return {
    name,
    member,
    tenantId,
    audience: member.role === "customer" ? "customers" : "agents",
    chat,
    conversationIds,
    isCareless,
    inboxHeads,
    streamOf,
    send(conversationId, text) {
      // Without an outbox there is nothing that could be sent.
      if (isCareless && chat.connection.getSnapshot().status !== "online") return;
      recordSend += 1;
      const clientMessageId = systemIds.next();
      const kind = member.role !== "customer" && recordSend % NOTE_EVERY === 0 ? "note" : "text";
      const body = text ?? `${name} says ${recordSend} in ${tenantId}`;
      recorder.recordSend({ tenantId, conversationId, authorId: member.id, clientMessageId });
      if (!isCareless) {
        chat.send({ conversationId, body, kind, clientMessageId });
        return;
      }
      chat.request({ type: "message.send", conversationId, clientMessageId, body, kind }).catch((error: unknown) => {
        const isRefused = error instanceof ChorusProblem && REFUSALS.has(error.code);
        recorder.ended(clientMessageId, isRefused ? "fail" : "unknown");
      });
    },
    view(conversationId) {
      const { timeline } = streamOf(conversationId).getSnapshot();
      const events = timeline.map((entry) => ({
        seq: entry.seq,
        clientMessageId: entry.type === "message" ? entry.message.clientMessageId : null,
      }));
      const audience = member.role === "customer" ? "customers" : "agents";
      return { reader: name, tenantId, conversationId, audience, how: "live", events };
    },
  };
}
