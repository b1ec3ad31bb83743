import type { ServerFrameOf } from "@chorus/contracts/frames/server-frame";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { WebsocketGateway } from "../service.ts";
import type { FakeConversation } from "./fake-conversation.ts";
import { startHarness, type Harness, type TestPerson } from "./gateway-harness.ts";
import type { TestClient } from "./test-client.ts";

/** One gateway, an agent and a customer of one tenant, with helpers for what they do. */
export interface Talk {
  harness: Harness;
  gateway: WebsocketGateway;
  agent: TestPerson;
  customer: TestPerson;
  conversationWith(events: number, kind?: "text" | "note"): Promise<FakeConversation>;
  subscribe(client: TestClient, conversation: FakeConversation, more?: object): Promise<ServerFrameOf<"subscribed">>;
  /** As the agent, without a socket. */
  send(conversation: FakeConversation, body: string, kind?: "text" | "note"): Promise<void>;
}

/** For a test file: started before its tests, ended after them; the fake's failures are reset after each. */
export function setUpTalk(): Talk {
  const talk = {} as Talk;
  beforeAll(async () => {
    const harness = await startHarness(testRedisUrl());
    const agent = await harness.person("agent");
    const customer = await harness.person("customer");
    const send: Talk["send"] = async (conversation, body, kind = "text") => {
      await harness.chat.send(conversation, agent.principal, body, kind);
    };
    Object.assign(talk, {
      harness,
      gateway: await harness.gateway(),
      agent,
      customer,
      async conversationWith(events, kind = "text") {
        const made = harness.chat.addConversation(harness.tenantId, customer.principal.userId);
        for (let count = 0; count < events; count += 1) await send(made, `message ${count + 1}`, kind);
        return made;
      },
      subscribe: (client, { id }, more = {}) =>
        client.request({ type: "subscribe", conversationId: id, ...more }) as Promise<ServerFrameOf<"subscribed">>,
      send,
    } satisfies Talk);
  });
  afterEach(() => {
    const { control } = talk.harness.chat;
    control.publishes = true;
    control.reachesBus = true;
    control.failures.clear();
    control.before.clear();
    control.after.clear();
    control.epoch = "e1";
    control.maxGapEvents = Infinity;
  });
  afterAll(async () => {
    await talk.harness[Symbol.asyncDispose]();
  });
  return talk;
}
