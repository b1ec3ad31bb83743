import { expect, test } from "vitest";
import { sampleEvents, sampleSubscribed, CONVERSATION_ID } from "../testing/sample-events.ts";
import { connectedChatClient, fakeChatClient } from "../testing/signed-in-client.ts";

test("a conflict leaves the message in place, marked; sent anyway it expects nothing, discarded it is gone", async () => {
  const { chat, gateway } = await connectedChatClient();
  const stream = chat.openConversation(CONVERSATION_ID);
  const { id } = gateway.socket.take("subscribe");
  gateway.socket.push(sampleSubscribed({ id, events: sampleEvents(1, 3) }));
  const refuse = () => {
    const sent = gateway.socket.take("message.send");
    gateway.socket.push({
      type: "error",
      id: sent.id,
      code: "conflict",
      message: "There is a newer message.",
      retryable: false,
      headSeq: 4,
    });
    return sent;
  };
  const { clientMessageId } = chat.send({ conversationId: CONVERSATION_ID, body: "one", expectedSeq: 3 });
  expect(refuse()).toMatchObject({ clientMessageId, expectedSeq: 3 });
  const marked = { clientMessageId, status: "failed", error: { code: "conflict" } };
  expect(stream.getSnapshot().outgoing).toMatchObject([marked]);

  const { clientMessageId: second } = chat.send({ conversationId: CONVERSATION_ID, body: "two", expectedSeq: 3 });
  refuse();
  chat.discard(second);
  expect(stream.getSnapshot().outgoing).toMatchObject([marked]);

  chat.retry(clientMessageId);
  const anyway = gateway.socket.take("message.send");
  expect(anyway).toMatchObject({ clientMessageId, body: "one" });
  expect(anyway).not.toHaveProperty("expectedSeq");
});

test("a message is handed to the store at once, whatever the disk still does with the one before", () => {
  const stored: string[] = [];
  const { chat } = fakeChatClient({
    outboxStore: {
      load: async () => [],
      put: ({ body }) => {
        stored.push(body);
        return new Promise<void>(() => undefined);
      },
      remove: async () => undefined,
    },
  });
  chat.send({ conversationId: CONVERSATION_ID, body: "one" });
  chat.send({ conversationId: CONVERSATION_ID, body: "two" });
  expect(stored).toEqual(["one", "two"]);
});
