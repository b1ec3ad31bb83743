import { randomUUID } from "node:crypto";
import { closeConversation } from "@chorus/contracts/routes/conversations";
import { listMessages, putReceipts } from "@chorus/contracts/routes/messages";
import { acceptConversation } from "@chorus/contracts/routes/queue";
import { createConversation } from "@chorus/contracts/routes/conversations";
import { demoLogins, demoPassword, demoSlug, demoTenant } from "@chorus/demo/seed/demo-tenant";
import { waitFor } from "@chorus/kernel/wait";
import { CheckFailure, type CheckList } from "./check-list.ts";
import { type Participant, type PlatformAddress, signInAgent, signInCustomer } from "./participants.ts";

/** Far more than usual; a longer delay is broken for people too. */
const LIVE_TIMEOUT_MS = 5_000;

/** The company the check is made in. */
export interface DoctorTenant {
  slug: string;
  email: string;
  password: string;
  widgetKey: string;
}

const DEMO: DoctorTenant = {
  ...{ slug: demoSlug, email: demoLogins[2].email, password: demoPassword, widgetKey: demoTenant.widgetKey },
};

/** A customer writes, an agent accepts and answers; both must receive it live, and it must be stored. */
export async function checkConversation(
  list: CheckList,
  platform: PlatformAddress,
  tenant: DoctorTenant = DEMO,
): Promise<void> {
  const agent = await list.check(
    "an agent signs in",
    `The company "${tenant.slug}" may be missing: \`make seed\` writes the demo company.`,
    () => signInAgent(platform, { tenant: tenant.slug, email: tenant.email, password: tenant.password }),
  );
  const customer = await list.check(
    "a customer opens the widget",
    "`make seed` writes the demo company with its widget key.",
    () => signInCustomer(platform, tenant.widgetKey, tenant === DEMO),
  );
  try {
    if (agent && customer) await talk(list, agent.value, customer.value);
  } finally {
    agent?.value.chat.stop();
    customer?.value.chat.stop();
  }
}

async function talk(list: CheckList, agent: Participant, customer: Participant): Promise<void> {
  const gatewayAdvice = "Look at `make logs SERVICE=websocket-gateway`.";
  const connected = await list.check("both connect to the gateway", gatewayAdvice, () =>
    Promise.all([online(agent), online(customer)]),
  );
  if (!connected) return;
  const visit = randomUUID().slice(0, 8);
  const question = `A question of \`make doctor\` (${visit})`;
  const answer = `An answer of \`make doctor\` (${visit})`;
  const thanks = `Thanks from \`make doctor\` (${visit})`;
  const started = await list.check(
    "the customer starts a conversation",
    "Look at `make logs SERVICE=chat-service`.",
    async () => {
      const body = { subject: "make doctor", message: { clientMessageId: randomUUID(), body: question } };
      return (await customer.rest.call(createConversation, { body })).conversation.id;
    },
  );
  if (!started) return;
  const conversationId = started.value;
  const params = { conversationId };
  const busAdvice = "The live path is chat-service → Redis → gateway: look at the logs of both services.";
  try {
    await list.check("the agent accepts it", "Look at `make logs SERVICE=chat-service`.", () =>
      agent.rest.call(acceptConversation, { params }),
    );
    await list.check("the agent reads the question", busAdvice, () => seen(agent, conversationId, question));
    await list.check("the customer follows the conversation", busAdvice, () =>
      seen(customer, conversationId, question),
    );
    await list.check("the agent's answer reaches the customer live", busAdvice, () => {
      agent.chat.send({ conversationId, body: answer });
      return seen(customer, conversationId, answer);
    });
    await list.check("the customer's next message reaches the agent live", busAdvice, () => {
      customer.chat.send({ conversationId, body: thanks });
      return seen(agent, conversationId, thanks);
    });
    await list.check(
      "all of it is stored",
      "Acknowledged but not stored must never happen: keep the logs and report it.",
      async () => {
        const { items } = await agent.rest.call(listMessages, { params, query: { limit: 200 } });
        for (const body of [question, answer, thanks]) {
          if (!items.some((message) => message.body === body))
            throw new CheckFailure(`"${body}" is not in the list of messages.`);
        }
      },
    );
  } finally {
    await list.check("the conversation is read and closed again", "Close it by hand in the desk.", async () => {
      const { conversation } = await agent.rest.call(closeConversation, { params });
      await agent.rest.call(putReceipts, { params, body: { readSeq: conversation.headSeq } });
    });
  }
}

async function online({ chat }: Participant): Promise<void> {
  chat.start();
  const state = await waitFor(
    () => {
      const now = chat.connection.getSnapshot();
      return (now.status === "online" || now.status === "stopped") && now;
    },
    { timeoutMs: LIVE_TIMEOUT_MS, intervalMs: 5 },
  );
  if (state?.status === "stopped") throw new CheckFailure(`The gateway refuses the connection (${state.reason}).`);
  if (!state) throw new CheckFailure(`No connection within ${LIVE_TIMEOUT_MS / 1000} s.`);
}

async function seen({ chat }: Participant, conversationId: string, body: string): Promise<void> {
  const stream = chat.openConversation(conversationId);
  const isThere = () =>
    stream.getSnapshot().timeline.some((entry) => entry.type === "message" && entry.message.body === body);
  const arrived = await waitFor(isThere, { timeoutMs: LIVE_TIMEOUT_MS, intervalMs: 2 });
  if (!arrived) throw new CheckFailure(`It did not arrive within ${LIVE_TIMEOUT_MS / 1000} s.`);
}
