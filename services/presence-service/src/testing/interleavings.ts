import { channels } from "@chorus/contracts/bus/channels";
import type { PresenceMessage } from "@chorus/contracts/bus/messages";
import { ChosenStatus, type PresenceStatus } from "@chorus/contracts/entities/people";
import type { LeasedConnection } from "@chorus/contracts/routes/presence";
import { toTimestamp } from "@chorus/kernel/clock";
import { systemIds } from "@chorus/kernel/ids";
import { createLogger } from "@chorus/observability/logger";
import { createMetrics } from "@chorus/observability/metrics";
import fc from "fast-check";
import type { PresenceContext } from "../context.ts";
import { createEvents } from "../events.ts";
import { changeLeases, chooseStatus, renewLeases } from "../leases.ts";
import { reap } from "../reaper.ts";
import type { PresenceStore } from "../store.ts";

const USERS = ["ada", "ben"] as const;
const GATEWAYS = ["g1", "g2"] as const;
const LEASE_MS = 45_000;
const DEBOUNCE_MS = 15_000;

type User = (typeof USERS)[number];
type Gateway = (typeof GATEWAYS)[number];

export type Step =
  | { do: "open"; gateway: Gateway; user: User; device: number }
  | { do: "close"; gateway: Gateway; user: User; device: number }
  | { do: "renew"; gateway: Gateway }
  | { do: "die"; gateway: Gateway }
  | { do: "choose"; user: User; status: ChosenStatus }
  | { do: "wait"; durationMs: number };

const gateway = fc.constantFrom(...GATEWAYS);
const user = fc.constantFrom(...USERS);

/** Opening, closing, renewing, dying, choosing and waiting, in any order. */
export const anySteps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant("open" as const), gateway, user, device: fc.nat({ max: 2 }) }),
    fc.record({ do: fc.constant("close" as const), gateway, user, device: fc.nat({ max: 2 }) }),
    fc.record({ do: fc.constant("renew" as const), gateway }),
    fc.record({ do: fc.constant("die" as const), gateway }),
    fc.record({ do: fc.constant("choose" as const), user, status: fc.constantFrom(...ChosenStatus.options) }),
    fc.record({ do: fc.constant("wait" as const), durationMs: fc.integer({ min: 1, max: 50_000 }) }),
  ),
  { maxLength: 40 },
);

/** A plain model of presence that recomputes the state from all past steps. */
class Model {
  readonly #ends = new Map<string, number>();
  readonly #open = new Map<string, { gateway: Gateway; user: User }>();
  readonly #chosen = new Map<User, { status: ChosenStatus; since: string }>();

  open(connection: string, at: Gateway, who: User, nowMs: number): void {
    this.#open.set(connection, { gateway: at, user: who });
    this.#ends.set(connection, nowMs + LEASE_MS);
  }

  close(connection: string, nowMs: number): void {
    if (!this.#open.delete(connection)) return;
    this.#ends.set(connection, Math.min(this.#ends.get(connection) ?? 0, nowMs + DEBOUNCE_MS));
  }

  renew(at: Gateway, nowMs: number): void {
    for (const [connection, held] of this.#open) if (held.gateway === at) this.#ends.set(connection, nowMs + LEASE_MS);
  }

  die(at: Gateway): void {
    for (const [connection, held] of this.#open) if (held.gateway === at) this.#open.delete(connection);
  }

  choose(who: User, status: ChosenStatus, nowMs: number): void {
    this.#chosen.set(who, { status, since: toTimestamp(nowMs) });
  }

  /** The choices as chat-service stores them. */
  choices(): { userId: User; status: ChosenStatus; since: string }[] {
    return [...this.#chosen].map(([userId, choice]) => ({ userId, ...choice }));
  }

  isOpen(connection: string): boolean {
    return this.#open.has(connection);
  }

  connections(at: Gateway): string[] {
    return [...this.#open].filter(([, held]) => held.gateway === at).map(([connection]) => connection);
  }

  status(who: User, nowMs: number): PresenceStatus {
    const isHere = [...this.#ends].some(([connection, endMs]) => connection.includes(`/${who}/`) && endMs > nowMs);
    return isHere ? (this.#chosen.get(who)?.status ?? "online") : "offline";
  }
}

/**
 * Runs the steps against a store and the model.
 * @returns the first time that something else than the model's status was published, or one was published twice
 */
export async function findLie(store: PresenceStore, steps: readonly Step[]): Promise<string | null> {
  const tenantId = systemIds.next();
  const told = new Map<string, PresenceMessage[]>(USERS.map((name) => [name, []]));
  let nowMs = 4_000_000_000_000;
  const logger = createLogger({ service: "test", level: "silent", pretty: false });
  const model = new Model();
  const context: PresenceContext = {
    clock: { now: () => nowMs },
    store,
    events: createEvents(logger, createMetrics("test")),
    publish: async (channel, message) => {
      // The reaper also sees people of earlier runs.
      if (channel !== channels.presence(tenantId)) return;
      const presence = message as PresenceMessage;
      told.get(presence.userId)?.push(presence);
    },
    chat: { call: () => Promise.reject(new Error("not here")), close: () => undefined },
    readChoices: async (_tenantId, userIds) => model.choices().filter(({ userId }) => userIds.includes(userId)),
  };
  const gatewayIds: Record<Gateway, string> = { g1: systemIds.next(), g2: systemIds.next() };
  const leaseOf = (connectionId: string): LeasedConnection => {
    return { connectionId, tenantId, userId: connectionId.split("/")[1] ?? "", role: "agent" };
  };

  async function take(step: Step): Promise<void> {
    if (step.do === "wait") {
      nowMs += step.durationMs;
    } else if (step.do === "choose") {
      model.choose(step.user, step.status, nowMs);
      await chooseStatus(context, { tenantId, userId: step.user }, step.status, nowMs);
    } else if (step.do === "renew") {
      model.renew(step.gateway, nowMs);
      await renewLeases(context, gatewayIds[step.gateway], model.connections(step.gateway).map(leaseOf));
    } else if (step.do === "die") {
      model.die(step.gateway);
      gatewayIds[step.gateway] = systemIds.next();
    } else {
      // A gateway that died and restarted has new connections.
      const connection = `${gatewayIds[step.gateway]}/${step.user}/${step.device}`;
      const isOpen = model.isOpen(connection);
      if (step.do === "open" && !isOpen) {
        model.open(connection, step.gateway, step.user, nowMs);
        await changeLeases(context, gatewayIds[step.gateway], [leaseOf(connection)], []);
      }
      if (step.do === "close" && isOpen) {
        model.close(connection, nowMs);
        await changeLeases(context, gatewayIds[step.gateway], [], [leaseOf(connection)]);
      }
    }
  }

  function lieAbout(name: User): string | null {
    const messages = told.get(name) ?? [];
    const expected = model.status(name, nowMs);
    const last = messages.at(-1)?.status ?? "offline";
    if (last !== expected) return `${name} is ${expected}, but ${last} was told`;
    const repeated = messages.find((message, index) => index > 0 && message.status === messages[index - 1]?.status);
    return repeated ? `${name} was told to be ${repeated.status} twice` : null;
  }

  for (const step of steps) {
    await take(step);
    await reap(context);
    const lie = USERS.map(lieAbout).find((found) => found !== null);
    if (lie) return `${lie}, after ${JSON.stringify(step)}`;
  }
  return null;
}
