import { check } from "k6";
import exec from "k6/execution";
import { clearTimeout, setTimeout } from "k6/timers";
import { type Tenant, signIn } from "./tenant.ts";
import { deliveryMs } from "./metrics.ts";
import { Participant } from "./participant.ts";
import { PROFILES, type ProfileName } from "./profiles.ts";
import { PATHS } from "./protocol.ts";
import { call } from "./rest.ts";
import { newUuid } from "./uuid.ts";

const DELIVERY_TIMEOUT_MS = 15_000;
/** Access tokens last 15 minutes; each virtual user signs its agent in again before. */
const TOKEN_REUSE_MS = 10 * 60_000;

let agentToken: { value: string; atMs: number } | null = null;

/**
 * A customer comes, asks and is answered; in the middle the customer's connection breaks and comes back. Both must have seen
 * every number of the log once, and every message must have arrived.
 */
export async function converse(profile: ProfileName, tenant: Tenant): Promise<void> {
  const { messages, pauseSeconds } = PROFILES[profile];
  const { accessToken: customerToken } = call({
    method: "POST",
    path: PATHS.widgetSessions,
    body: { tenantKey: tenant.widgetKey, profile: { name: `Customer ${exec.vu.idInTest}` } },
  }) as { accessToken: string };
  const { conversation } = call({
    method: "POST",
    path: PATHS.conversations,
    token: customerToken,
    body: {},
  }) as { conversation: { id: string } };
  const arrivals = new Map<string, () => void>();
  const onMessage = (by: string) => (clientMessageId: string) => arrivals.get(`${by} ${clientMessageId}`)?.();
  const common = { conversationId: conversation.id };
  const customer = new Participant({
    ...common,
    name: "customer",
    token: customerToken,
    onMessage: onMessage("customer"),
  });
  const agent = new Participant({ ...common, name: "agent", token: tokenOf(tenant), onMessage: onMessage("agent") });
  let arrived = 0;
  try {
    await Promise.all([customer.connect(), agent.connect()]);
    for (let number = 1; number <= messages; number += 1) {
      arrived += await exchange(arrivals, customer, "agent", `Question ${number}`);
      if (number === Math.ceil(messages / 2)) customer.disconnect();
      // While the customer is away it is told on return.
      const isAway = number === Math.ceil(messages / 2);
      const answer = exchange(arrivals, agent, "customer", `Answer ${number}`, isAway ? customer : null);
      arrived += await answer;
      await pause(pauseSeconds);
    }
  } finally {
    customer.disconnect();
    agent.disconnect();
  }
  check(arrived, { "everything arrived": (count) => count === 2 * messages });
}

/** One message and its arrival. @returns 1 when it arrived */
async function exchange(
  arrivals: Map<string, () => void>,
  from: Participant,
  to: "customer" | "agent",
  body: string,
  comesBack: Participant | null = null,
): Promise<number> {
  const clientMessageId = newUuid();
  const key = `${to} ${clientMessageId}`;
  const startedAt = Date.now();
  const arrival = new Promise<number>((resolve) => {
    const timer = setTimeout(() => resolve(0), DELIVERY_TIMEOUT_MS);
    arrivals.set(key, () => {
      clearTimeout(timer);
      // Of one who was away it would be the time away.
      if (!comesBack) deliveryMs.add(Date.now() - startedAt, { to });
      resolve(1);
    });
  });
  await from.sendMessage(clientMessageId, body);
  await comesBack?.connect();
  const count = await arrival;
  arrivals.delete(key);
  return count;
}

function tokenOf({ slug, agents }: Tenant): string {
  if (agentToken && Date.now() - agentToken.atMs < TOKEN_REUSE_MS) return agentToken.value;
  const agent = agents[exec.vu.idInTest % agents.length];
  if (!agent) throw new Error("the tenant has no agents");
  agentToken = { value: signIn({ slug, ...agent }), atMs: Date.now() };
  return agentToken.value;
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(), seconds * 1_000 * (0.5 + Math.random()));
  });
}
