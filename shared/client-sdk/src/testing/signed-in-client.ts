import { ChatClient, type ChatClientOptions } from "../chat-client.ts";
import { FakeClock } from "./fake-clock.ts";
import { FakeGateway } from "./fake-socket.ts";
import { sampleId } from "./sample-events.ts";

/** A chat client on a fake clock and a fake gateway. Nothing is connected yet. */
export function fakeChatClient(options: Partial<ChatClientOptions> = {}) {
  const clock = new FakeClock();
  const gateway = new FakeGateway();
  let lastId = 30_000;
  const chat = new ChatClient({
    gatewayUrl: "http://gateway.test:8080",
    tokens: { token: async () => "t1", renew: async () => "t2" },
    WebSocket: gateway.WebSocket,
    clock,
    random: () => 0.5,
    makeId: () => sampleId((lastId += 1)),
    ...options,
  });
  return { clock, gateway, chat };
}

/** The same, connected and welcome. */
export async function connectedChatClient(options: Partial<ChatClientOptions> = {}) {
  const all = fakeChatClient(options);
  all.chat.start();
  await microtasks();
  all.gateway.socket.accept();
  return all;
}

/** Lets promises that are already settled run their course. */
export async function microtasks(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
