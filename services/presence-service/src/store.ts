import { readFileSync } from "node:fs";
import { ChosenStatus, PresenceStatus } from "@chorus/contracts/entities/people";
import type { LeasedConnection } from "@chorus/contracts/routes/presence";
import type { connectCommands } from "@chorus/redis/connect";
import { defineScript } from "@chorus/redis/script";
import { sendTogether } from "@chorus/redis/send-together";
import { z } from "zod";
import type { PersonFacts } from "./engine.ts";

/** Longer than a lease, so that a gateway that returns late still finds what it no longer names. */
const GATEWAY_TTL_MS = 120_000;
const ENDS_KEY = "presence:ends";

export interface Person {
  tenantId: string;
  userId: string;
}

export type Change =
  | { change: "open"; connectionId: string; endsAtMs: number; isAgent: boolean }
  | { change: "close"; connectionId: string; endsAtMs: number }
  /** Ignored when a later choice is stored. */
  | { change: "choose"; status: ChosenStatus; chosenAtMs: number }
  | { change: "read" };

/** Where leases are stored. Every answer is the state after the change. */
export interface PresenceStore {
  /** Answers in the order given. */
  change(changes: readonly (Person & Change)[], nowMs: number): Promise<PersonFacts[]>;
  /** False when the person has changed since `facts`: then whoever changed them publishes. */
  publish(facts: PersonFacts, status: PresenceStatus, nowMs: number): Promise<boolean>;
  /** People whose last lease has expired and for whom that was not published yet. */
  ended(nowMs: number, limit: number): Promise<Person[]>;
  /** Removes all that is known of these people. */
  forget(people: readonly Person[]): Promise<void>;
  /** Everybody of the desk who may be connected. */
  agents(tenantId: string): Promise<string[]>;
  /** The tenant's customers with a lease that is alive, those whose leases end last first. */
  customers(tenantId: string, nowMs: number, limit: number): Promise<string[]>;
  /** Stores a gateway's full state. @returns what it had before and does not name any more */
  replaceGateway(gatewayId: string, connections: readonly LeasedConnection[]): Promise<LeasedConnection[]>;
  changeGateway(
    gatewayId: string,
    opened: readonly LeasedConnection[],
    closed: readonly LeasedConnection[],
  ): Promise<void>;
}

const keys = {
  leases: ({ tenantId, userId }: Person) => `t:${tenantId}:presence:${userId}:leases`,
  person: ({ tenantId, userId }: Person) => `t:${tenantId}:presence:${userId}`,
  agents: (tenantId: string) => `t:${tenantId}:presence:agents`,
  customers: (tenantId: string) => `t:${tenantId}:presence:customers`,
  gateway: (gatewayId: string) => `presence:gateway:${gatewayId}`,
};

/** Presence in Redis. Lost data is restored by the next full states of the gateways. */
export function createRedisStore(redis: ReturnType<typeof connectCommands>): PresenceStore {
  const changePerson = defineScript(redis, "changePerson", script("change-person"));
  const publishStatus = defineScript(redis, "publishStatus", script("publish-status"));
  return {
    async change(changes, nowMs) {
      const answers = await changePerson.run(
        changes.map((change) => ({
          keys: [
            ...[keys.leases(change), keys.person(change), keys.agents(change.tenantId), ENDS_KEY],
            keys.customers(change.tenantId),
          ],
          args: [nowMs, change.change, change.userId, memberOf(change), ...argumentsOf(change)],
        })),
      );
      return answers.map((answer, index) => factsOf(changes[index] as Person, Answer.parse(answer)));
    },
    async publish(facts, status, nowMs) {
      const [answer] = await publishStatus.run([
        {
          keys: [keys.person(facts), keys.agents(facts.tenantId), ENDS_KEY],
          args: [nowMs, facts.version, status, facts.userId, memberOf(facts)],
        },
      ]);
      return answer === 1;
    },
    async ended(nowMs, limit) {
      return (await redis.zrangebyscore(ENDS_KEY, "-inf", nowMs, "LIMIT", 0, limit)).map(personOf);
    },
    async forget(people) {
      await sendTogether(redis, () =>
        people.flatMap((person) => [
          redis.del(keys.leases(person), keys.person(person)),
          redis.srem(keys.agents(person.tenantId), person.userId),
          redis.zrem(keys.customers(person.tenantId), person.userId),
          redis.zrem(ENDS_KEY, memberOf(person)),
        ]),
      );
    },
    agents: (tenantId) => redis.smembers(keys.agents(tenantId)),
    async customers(tenantId, nowMs, limit) {
      const key = keys.customers(tenantId);
      await redis.zremrangebyscore(key, "-inf", nowMs);
      return redis.zrevrange(key, 0, limit - 1);
    },
    async replaceGateway(gatewayId, connections) {
      const key = keys.gateway(gatewayId);
      const before = Object.entries(await redis.hgetall(key));
      const named = new Set(connections.map(({ connectionId }) => connectionId));
      const gone = before.flatMap(([connectionId, text]) =>
        named.has(connectionId) ? [] : [connectionOf(connectionId, text)],
      );
      await this.changeGateway(gatewayId, connections, gone);
      return gone;
    },
    async changeGateway(gatewayId, opened, closed) {
      const key = keys.gateway(gatewayId);
      await sendTogether(redis, () => [
        ...opened.map((connection) => redis.hset(key, connection.connectionId, textOf(connection))),
        ...closed.map(({ connectionId }) => redis.hdel(key, connectionId)),
        redis.pexpire(key, GATEWAY_TTL_MS),
      ]);
    },
  };
}

function script(name: string): string {
  return readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), "utf8");
}

function argumentsOf(change: Change): (string | number)[] {
  if (change.change === "read") return [];
  if (change.change === "choose") return [change.status, change.chosenAtMs];
  const lease = [change.connectionId, change.endsAtMs];
  return change.change === "close" ? lease : [...lease, change.isAgent ? "1" : "0"];
}

function memberOf({ tenantId, userId }: Person): string {
  return `${tenantId}/${userId}`;
}

function personOf(member: string): Person {
  const [tenantId = "", userId = ""] = member.split("/");
  return { tenantId, userId };
}

function textOf({ tenantId, userId, role }: LeasedConnection): string {
  return `${tenantId}/${userId}/${role}`;
}

function connectionOf(connectionId: string, text: string): LeasedConnection {
  const [tenantId = "", userId = "", role = ""] = text.split("/");
  return { connectionId, tenantId, userId, role: role as LeasedConnection["role"] };
}

const orNull = <Output>(schema: z.ZodType<Output>) =>
  z.preprocess((text) => (text === "" ? null : text), schema.nullable());

/** The answer of change-person.lua. */
const Answer = z.tuple([
  z.coerce.number(),
  orNull(ChosenStatus),
  orNull(PresenceStatus),
  orNull(z.coerce.number()),
  orNull(z.coerce.number()),
  z.string(),
  orNull(z.coerce.number()),
]);

function factsOf(person: Person, answer: z.output<typeof Answer>): PersonFacts {
  const [aliveUntilMs, chosen, published, sinceMs, lastSeenAtMs, agent, version] = answer;
  return {
    tenantId: person.tenantId,
    userId: person.userId,
    isAgent: agent === "1",
    aliveUntilMs,
    chosen,
    published: published ?? "offline",
    sinceMs,
    lastSeenAtMs,
    version: version ?? 0,
  };
}
