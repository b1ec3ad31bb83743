import { appendMessages } from "@chorus/contracts/routes/internal-chat";
import { systemIds } from "@chorus/kernel/ids";
import { until } from "@chorus/testing/until";
import { expect, test } from "vitest";
import { setUpTalk } from "../src/testing/talk.ts";
import type { TestClient } from "../src/testing/test-client.ts";

const talk = setUpTalk();

const upTo = (last: number) => Array.from({ length: last }, (_, index) => 1 + index);

async function say(client: TestClient, conversationId: string, body: string): Promise<number> {
  const sent = { type: "message.send", conversationId, clientMessageId: systemIds.next(), body, kind: "text" };
  const answer = await client.request(sent);
  expect(answer).toMatchObject({ type: "ack" });
  return (answer as { seq: number }).seq;
}

/** An agent and a customer on one gateway, which has a link to chat-service. */
async function twoPeople() {
  const conversation = await talk.conversationWith(0);
  const agent = await talk.harness.join(talk.gateway, talk.agent);
  const customer = await talk.harness.join(talk.gateway, talk.customer);
  for (const client of [agent, customer]) await talk.subscribe(client, conversation);
  let last = 0;
  await until(async () => {
    last = await say(agent, conversation.id, "over HTTP until there is a link");
    return talk.harness.chat.linkCalls.includes(appendMessages.id);
  });
  return { conversation, agent, customer, last };
}

test("what was sent here is delivered here without the bus, and once with it", async () => {
  const { conversation, agent, customer, last } = await twoPeople();
  const { chat } = talk.harness;
  chat.control.reachesBus = false;
  const callsBefore = chat.calls.length;
  for (let more = 1; more <= 5; more += 1) await say(more % 2 === 0 ? agent : customer, conversation.id, `${more}`);
  for (const client of [agent, customer]) await until(() => client.seqs(conversation.id).length === last + 5);
  expect(chat.calls.slice(callsBefore).filter((name) => name !== "append" && name !== "latency")).toEqual([]);

  chat.control.reachesBus = true;
  for (let more = 6; more <= 45; more += 1) await say(more % 4 > 0 ? agent : customer, conversation.id, `${more}`);
  // Written elsewhere, after all of those: its copy over the bus is the last.
  await talk.send(conversation, "the end");
  for (const client of [agent, customer]) {
    await until(() => client.seqs(conversation.id).includes(last + 46));
    expect(client.seqs(conversation.id)).toEqual(upTo(last + 46));
  }
});

test("notes stay the desk's on this way, too", async () => {
  const { conversation, agent, customer } = await twoPeople();
  talk.harness.chat.control.reachesBus = false;
  const note = { type: "message.send", conversationId: conversation.id, body: "Only for us", kind: "note" };
  expect(await agent.request({ ...note, clientMessageId: systemIds.next() })).toMatchObject({ type: "ack" });
  await say(agent, conversation.id, "for everybody");
  await until(() => customer.of("event").some((event) => JSON.stringify(event).includes("for everybody")));
  expect(JSON.stringify(customer.of("event"))).not.toContain("Only for us");
  expect(JSON.stringify(agent.of("event"))).toContain("Only for us");
});
