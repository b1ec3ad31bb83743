import { randomUUID } from "node:crypto";
import type { Cluster } from "@chorus/cluster/cluster";
import {
  chatCaller,
  createTestTenant,
  type CustomerAtHome,
  type Tenant,
} from "@chorus/websocket-gateway/testing/tenant";
import { TestClient } from "@chorus/websocket-gateway/testing/test-client";

/** A message that its sender was told is stored. */
export interface Acknowledged {
  tenantId: string;
  conversationId: string;
  body: string;
  sentAt: Date;
  ackedAt: Date;
}

export interface Writers {
  tenants: readonly Tenant[];
  customers: readonly CustomerAtHome[];
  readonly acknowledged: readonly Acknowledged[];
  stop(): void;
}

const TENANTS = 2;
const CUSTOMERS = 3;
/** Below the limit of a customer, 5 a second. */
const EVERY_MS = 210;

/** People of two tenants who send numbered messages, one after the other, until they are stopped or nobody answers. */
export async function startWriters({ urls }: Cluster): Promise<Writers> {
  const tenants: Tenant[] = [];
  const customers: CustomerAtHome[] = [];
  const acknowledged: Acknowledged[] = [];
  const clients: TestClient[] = [];
  let isStopped = false;
  for (let index = 0; index < TENANTS; index += 1) {
    const tenant = await createTestTenant(chatCaller(urls.chat), []);
    tenants.push(tenant);
    for (let number = 0; number < CUSTOMERS; number += 1) {
      const customer = await tenant.customer(`Customer ${number}`);
      customers.push(customer);
      const client = new TestClient(`${urls.gateways[0].replace("http", "ws")}/ws`);
      clients.push(client);
      await client.hello(customer.token);
      let sent = 0;
      const send = async () => {
        const { conversationId } = customer;
        const body = `message ${(sent += 1)}`;
        const sentAt = new Date();
        const reply = await client.request({
          type: "message.send",
          conversationId,
          clientMessageId: randomUUID(),
          body,
          kind: "text",
        });
        if (reply.type === "ack")
          acknowledged.push({ tenantId: tenant.tenantId, conversationId, body, sentAt, ackedAt: new Date() });
      };
      const timer = setInterval(() => {
        if (isStopped) clearInterval(timer);
        // A request that nobody answers any more stays open; the process ends it.
        else void send();
      }, EVERY_MS);
    }
  }
  return {
    ...{ tenants, customers, acknowledged },
    stop() {
      isStopped = true;
      for (const client of clients) client.socket.terminate();
    },
  };
}
