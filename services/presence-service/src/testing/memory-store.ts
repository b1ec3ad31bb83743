import type { LeasedConnection } from "@chorus/contracts/routes/presence";
import type { PersonFacts } from "../engine.ts";
import type { Change, Person, PresenceStore } from "../store.ts";

interface Known {
  readonly leases: Map<string, number>;
  chosenAtMs: number;
  facts: PersonFacts;
}

/** The store in memory; the same contract suite runs against it and Redis. */
export function createMemoryStore(): PresenceStore {
  const people = new Map<string, Known>();
  const gateways = new Map<string, Map<string, LeasedConnection>>();
  /** When somebody's last lease expires, until that was published. */
  const ends = new Map<Known, number>();

  function knownOf({ tenantId, userId }: Person): Known {
    const key = `${tenantId}/${userId}`;
    let known = people.get(key);
    if (!known) {
      const facts: PersonFacts = {
        tenantId,
        userId,
        isAgent: false,
        aliveUntilMs: 0,
        chosen: null,
        published: "offline",
        sinceMs: null,
        lastSeenAtMs: null,
        version: 0,
      };
      known = { leases: new Map(), chosenAtMs: 0, facts };
      people.set(key, known);
    }
    return known;
  }

  function apply(known: Known, change: Change, nowMs: number): void {
    const { leases } = known;
    if (change.change === "read") return;
    known.facts = { ...known.facts, version: known.facts.version + 1 };
    if (change.change === "choose") {
      if (change.chosenAtMs < known.chosenAtMs) return;
      known.chosenAtMs = change.chosenAtMs;
      known.facts.chosen = change.status;
    } else known.facts.lastSeenAtMs = nowMs;
    if (change.change === "open") {
      known.facts.isAgent = change.isAgent;
      leases.set(change.connectionId, Math.max(change.endsAtMs, leases.get(change.connectionId) ?? 0));
    }
    if (change.change === "close") {
      const endsAtMs = leases.get(change.connectionId);
      if (endsAtMs !== undefined) leases.set(change.connectionId, Math.min(endsAtMs, change.endsAtMs));
    }
  }

  return {
    async change(changes, nowMs) {
      return changes.map((change) => {
        const known = knownOf(change);
        apply(known, change, nowMs);
        for (const [id, endsAtMs] of known.leases) if (endsAtMs <= nowMs) known.leases.delete(id);
        const aliveUntilMs = Math.max(0, ...known.leases.values());
        known.facts = { ...known.facts, aliveUntilMs };
        if (change.change !== "read" && aliveUntilMs > 0) ends.set(known, aliveUntilMs);
        if (change.change === "read" && aliveUntilMs === 0 && known.facts.published === "offline") ends.delete(known);
        return { ...known.facts };
      });
    },
    async publish(facts, status, nowMs) {
      const known = knownOf(facts);
      if (known.facts.version !== facts.version || known.facts.published === status) return false;
      const sinceMs = status === "offline" ? null : (known.facts.sinceMs ?? nowMs);
      known.facts = { ...known.facts, published: status, sinceMs };
      if (status === "offline") ends.delete(known);
      return true;
    },
    async ended(nowMs, limit) {
      return [...ends]
        .filter(([, endMs]) => endMs <= nowMs)
        .slice(0, limit)
        .map(([{ facts }]) => ({ tenantId: facts.tenantId, userId: facts.userId }));
    },
    async forget(gone) {
      for (const { tenantId, userId } of gone) {
        const key = `${tenantId}/${userId}`;
        const known = people.get(key);
        if (known) ends.delete(known);
        people.delete(key);
      }
    },
    async agents(tenantId) {
      const all = [...people.values()].filter(({ facts }) => facts.tenantId === tenantId && facts.isAgent);
      return all.map(({ facts }) => facts.userId);
    },
    async customers(tenantId, nowMs, limit) {
      return [...people.values()]
        .filter(({ facts }) => facts.tenantId === tenantId && !facts.isAgent && facts.aliveUntilMs > nowMs)
        .toSorted((one, other) => other.facts.aliveUntilMs - one.facts.aliveUntilMs)
        .slice(0, limit)
        .map(({ facts }) => facts.userId);
    },
    async replaceGateway(gatewayId, connections) {
      const before = [...(gateways.get(gatewayId)?.values() ?? [])];
      const named = new Map(connections.map((connection) => [connection.connectionId, connection]));
      gateways.set(gatewayId, named);
      return before.filter(({ connectionId }) => !named.has(connectionId));
    },
    async changeGateway(gatewayId, opened, closed) {
      const known = gateways.get(gatewayId) ?? new Map<string, LeasedConnection>();
      gateways.set(gatewayId, known);
      for (const connection of opened) known.set(connection.connectionId, connection);
      for (const { connectionId } of closed) known.delete(connectionId);
    },
  };
}
