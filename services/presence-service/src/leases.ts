import type { ChosenStatus } from "@chorus/contracts/entities/people";
import type { LeasedConnection } from "@chorus/contracts/routes/presence";
import type { PresenceContext } from "./context.ts";
import { leaseEndMs, leaveEndMs, type PersonFacts } from "./engine.ts";
import { recallChoices } from "./recall-choices.ts";
import { settle } from "./settle.ts";
import type { Change, Person } from "./store.ts";

/** A gateway's full state: leases that it names are renewed, others of it are closed. */
export async function renewLeases(
  context: PresenceContext,
  gatewayId: string,
  connections: readonly LeasedConnection[],
): Promise<void> {
  const gone = await context.store.replaceGateway(gatewayId, connections);
  // Choices are read for all of them, because a hint may have been lost.
  await apply(context, connections, gone, () => true);
}

export async function changeLeases(
  context: PresenceContext,
  gatewayId: string,
  opened: readonly LeasedConnection[],
  closed: readonly LeasedConnection[],
): Promise<void> {
  await context.store.changeGateway(gatewayId, opened, closed);
  await apply(context, opened, closed, ({ chosen }) => chosen === null);
}

/** @param chosenAtMs a choice older than the stored one is ignored */
export async function chooseStatus(
  context: PresenceContext,
  { tenantId, userId }: Person,
  status: ChosenStatus,
  chosenAtMs: number,
): Promise<void> {
  const change = { tenantId, userId, change: "choose" as const, status, chosenAtMs };
  await settle(context, await context.store.change([change], context.clock.now()));
}

/** For clients without a socket: their session holds the lease. */
export async function beat(
  context: PresenceContext,
  person: Person & { sessionId: string; isAgent: boolean },
): Promise<void> {
  const { tenantId, userId, sessionId, isAgent } = person;
  const nowMs = context.clock.now();
  const change = { change: "open" as const, connectionId: sessionId, endsAtMs: leaseEndMs(nowMs), isAgent };
  const facts = await context.store.change([{ tenantId, userId, ...change }], nowMs);
  await settle(context, await recallChoices(context, facts, ({ chosen }) => chosen === null));
}

async function apply(
  context: PresenceContext,
  opened: readonly LeasedConnection[],
  closed: readonly LeasedConnection[],
  isAskedAbout: (facts: PersonFacts) => boolean,
): Promise<void> {
  const nowMs = context.clock.now();
  const opens = opened.map(({ connectionId, tenantId, userId, role }): Person & Change => {
    return {
      tenantId,
      userId,
      change: "open",
      connectionId,
      endsAtMs: leaseEndMs(nowMs),
      isAgent: role !== "customer",
    };
  });
  const closes = closed.map(({ connectionId, tenantId, userId }): Person & Change => {
    return { tenantId, userId, change: "close", connectionId, endsAtMs: leaveEndMs(nowMs) };
  });
  const facts = await context.store.change([...opens, ...closes], nowMs);
  await settle(context, await recallChoices(context, facts, isAskedAbout));
}
