import type { ClientFrameType } from "@chorus/contracts/frames/client-frame";
import { reachOf, ROLES, type Role } from "@chorus/contracts/permissions";
import { systemIds } from "@chorus/kernel/ids";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { maySend } from "../../src/frames/dispatch.ts";
import { createTestTenant, type Tenant, type CustomerAtHome, type Member } from "../../src/testing/tenant.ts";
import { startPlatform, type Platform } from "../platform.ts";
import type { TestClient } from "../../src/testing/test-client.ts";
import { PROBES, TARGETS, verdictOn, type Probe, type Row, type Target } from "./probes.ts";

/** Every frame, every role, whoever's row: the verdict is the role table's, and what is not yours looks like what is not there. */

let platform: Platform;
let tenant: Tenant;
let elsewhere: Tenant;
let customer: CustomerAtHome;
let neighbour: CustomerAtHome;
let stranger: CustomerAtHome;
beforeAll(async () => {
  platform = await startPlatform();
  [tenant, elsewhere] = [await createTestTenant(platform.call), await createTestTenant(platform.call, [])];
  [customer, neighbour, stranger] = [
    await tenant.customer(),
    await tenant.customer("Nora"),
    await elsewhere.customer("Steve"),
  ];
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
});

const subjectOf = (role: Role): Member => (role === "customer" ? customer : tenant.person(role));

async function writtenBy(author: Member, conversationId: string): Promise<Row> {
  const message = { clientMessageId: systemIds.next(), body: "hello" };
  const path = `/api/v1/conversations/${conversationId}/messages`;
  const { id } = await platform.call<{ id: string }>("POST", path, message, author.token);
  return { conversationId, messageId: id };
}

/** Written once, because it stays as it is: nobody's frame may change it. */
const standing = new Map<Member, Promise<Row>>();
function standingMessageOf(author: CustomerAtHome): Promise<Row> {
  const row = standing.get(author) ?? writtenBy(author, author.conversationId);
  standing.set(author, row);
  return row;
}

/** @param isForChange of a message that may really be changed afterwards */
async function rowOf(target: Target, role: Role, isForChange = false): Promise<Row> {
  if (target === "random") return { conversationId: systemIds.next(), messageId: systemIds.next() };
  if (target === "another tenant's") return standingMessageOf(stranger);
  if (target === "own") {
    const author = isForChange ? subjectOf(role) : customer;
    return isForChange ? writtenBy(author, customer.conversationId) : standingMessageOf(customer);
  }
  return isForChange ? writtenBy(neighbour, neighbour.conversationId) : standingMessageOf(neighbour);
}

/** All that comes back for one frame on a connection of its own, without the welcome, whose ids differ. */
async function answersTo(probe: Probe, role: Role, row: Row): Promise<string[]> {
  const client = await platform.connect(subjectOf(role));
  if (probe.isSilent) {
    client.send(probe.frame(row));
    await client.next("error");
  } else await client.request(probe.frame(row));
  await client.close();
  return client.texts.slice(1);
}

/** What an error frame says; null for a frame of another type. @throws when nothing came */
function refusalIn(text: string | undefined): { code: string; retryable: boolean } | null {
  const frame = JSON.parse(text ?? "") as { type: string; code: string; retryable: boolean };
  return frame.type === "error" ? { code: frame.code, retryable: frame.retryable } : null;
}

/** Somebody else in the same conversation. Customers do not see who of the desk reads along or types unasked: both are looked for at the desk. */
async function onlookerOf(probe: Probe, role: Role, row: Row): Promise<TestClient> {
  const person =
    role === "customer" || probe.type === "receipt" || probe.type === "typing"
      ? tenant.person(role === "agent" ? "owner" : "agent")
      : row.conversationId === customer.conversationId
        ? customer
        : neighbour;
  const client = await platform.connect(person);
  await client.request({ type: "subscribe", conversationId: row.conversationId });
  return client;
}

async function expectSeen(probe: Probe, role: Role, row: Row): Promise<void> {
  const subject = subjectOf(role);
  const [client, onlooker] = [await platform.connect(subject), await onlookerOf(probe, role, row)];
  if (probe.needsJoining) await client.request({ type: "subscribe", conversationId: row.conversationId });
  client.send(probe.frame(row));
  if (probe.type === "typing") await onlooker.next("typing", ({ userId }) => userId === subject.id);
  else await onlooker.next("receipt", ({ userId }) => userId === subject.id);
  expect(client.of("error")).toEqual([]);
  await Promise.all([client.close(), onlooker.close()]);
}

const cases = PROBES.flatMap((probe) =>
  ROLES.flatMap((role) =>
    TARGETS.map((target) => ({ name: probe.name, role, target, verdict: verdictOn(probe, role, target), probe })),
  ),
);

describe("every frame about a row", () => {
  it.each(cases)("$name by $role: $target is $verdict", async ({ probe, role, target, verdict }) => {
    const row = await rowOf(target, role, verdict === "allowed" && probe.onOthersMessage !== undefined);
    if (verdict === "allowed" && probe.isSilent) {
      await expectSeen(probe, role, row);
      return;
    }
    const isMasked = verdict === "not_found" || target === "another tenant's";
    const [answers, toRandom] = await Promise.all([
      answersTo(probe, role, row),
      isMasked ? answersTo(probe, role, await rowOf("random", role)) : null,
    ]);
    expect(refusalIn(answers[0])).toEqual(verdict === "allowed" ? null : { code: verdict, retryable: false });
    expect(isMasked ? answers : null).toEqual(toRandom);
  });

  it.each(ROLES.filter((role) => reachOf(role, "message.send") !== null))(
    "a message of elsewhere is not there for %s in their own conversation either",
    async (role) => {
      const { conversationId } = await rowOf("own", role);
      const client = await platform.connect(subjectOf(role));
      for (const probe of PROBES.filter(({ onOthersMessage }) => onOthersMessage !== undefined)) {
        for (const target of ["same tenant, another customer's", "another tenant's", "random"] as const) {
          const { messageId } = await rowOf(target, role);
          expect(await client.request(probe.frame({ conversationId, messageId }))).toMatchObject({ code: "not_found" });
        }
      }
      await client.close();
    },
  );
});

describe("every other frame", () => {
  const others: { type: ClientFrameType; frame: () => object; allowed: (role: Role) => boolean }[] = [
    { type: "inbox.subscribe", frame: () => ({ type: "inbox.subscribe" }), allowed: (role) => role !== "customer" },
    {
      type: "presence.set",
      frame: () => ({ type: "presence.set", status: "away" }),
      allowed: (role) => reachOf(role, "presence.choose") !== null,
    },
  ];
  it.each(others.flatMap((other) => ROLES.map((role) => ({ ...other, role }))))(
    "$type by $role is as the role table says",
    async ({ frame, role, allowed }) => {
      const client = await platform.connect(subjectOf(role));
      const answer = await client.request(frame());
      expect(refusalIn(JSON.stringify(answer))).toEqual(allowed(role) ? null : { code: "forbidden", retryable: false });
      await client.close();
    },
  );

  it.each(ROLES)("refresh by %s takes their own token and nobody else's", async (role) => {
    const client = await platform.connect(subjectOf(role));
    expect(await client.request({ type: "refresh", token: subjectOf(role).token })).toMatchObject({
      type: "refreshed",
    });
    for (const other of [neighbour, stranger, elsewhere.person("owner")]) {
      expect(await client.request({ type: "refresh", token: other.token })).toMatchObject({ code: "forbidden" });
    }
    await client.close();
  });

  it("is one of those above, or of the connection itself", () => {
    const ofTheConnection: ClientFrameType[] = ["hello", "pong", "refresh"];
    const tested = new Set([...PROBES.map(({ type }) => type), ...others.map(({ type }) => type), ...ofTheConnection]);
    expect([...tested].every((type) => maySend("owner", type))).toBe(true);
    expect(tested.size).toBe(13);
  });
});
