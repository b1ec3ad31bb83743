import { systemIds } from "@chorus/kernel/ids";
import type { WebsocketGateway } from "../../src/service.ts";
import type { Harness } from "../../src/testing/gateway-harness.ts";
import type { TestClient } from "../../src/testing/test-client.ts";

/** Two well-behaved clients of one conversation, beside those that misbehave. */
export interface HealthyPair {
  /** One says something; resolves when it was acknowledged and the other has it. */
  exchange(): Promise<void>;
}

/** Far below an agent's burst of sends. */
const SENDS_PER_SPEAKER = 60;

export async function createHealthyPair(harness: Harness, gateway: WebsocketGateway): Promise<HealthyPair> {
  const customer = await harness.person("customer");
  const { id: conversationId } = harness.chat.addConversation(harness.tenantId, customer.principal.userId);
  const listener = await harness.join(gateway, customer);
  await listener.request({ type: "subscribe", conversationId });
  let speaker: TestClient | undefined;
  let sends = 0;
  return {
    async exchange() {
      if (!speaker || sends % SENDS_PER_SPEAKER === 0)
        speaker = await harness.join(gateway, await harness.person("agent"));
      sends += 1;
      const reply = await speaker.request({
        type: "message.send",
        conversationId,
        clientMessageId: systemIds.next(),
        body: `exchange ${sends}`,
        kind: "text",
      });
      if (reply.type !== "ack") throw new Error(`a healthy client got ${JSON.stringify(reply)}`);
      await listener.next("event", ({ seq }) => seq === reply.seq);
    },
  };
}
