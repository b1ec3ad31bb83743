import { randomUUID } from "node:crypto";
import { createMessage } from "@chorus/contracts/routes/messages";
import { systemClock } from "@chorus/kernel/clock";
import { expect, test } from "vitest";
import { runOnce } from "../src/http/idempotency.ts";
import { setUpTenant } from "./set-up.ts";
import { whileLocked } from "./while-locked.ts";

const { chat, tenant } = await setUpTenant();

const createTeam = (key: string, name: string, token = tenant.owner.token) =>
  chat.request("POST", "/api/v1/teams", { token, body: { name }, headers: { "idempotency-key": key } });

test("the same key answers what it answered first; who comes while that is at work is told to come again", async () => {
  const key = randomUUID();
  const [first, second] = await whileLocked(chat, "lock table teams in exclusive mode", async (untilWaiting) => {
    const running = createTeam(key, "Support");
    await untilWaiting(1);
    const refused = await createTeam(key, "Support");
    return [running, Promise.resolve(refused)] as const;
  });
  expect(second).toMatchObject({ status: 409, body: { code: "conflict", retryMs: 1_000 } });
  expect(first.status).toBe(201);
  expect(await createTeam(key, "Support")).toMatchObject({ status: 201, body: first.body });
});

test("the key with another body is a mistake that is named", async () => {
  const key = randomUUID();
  await createTeam(key, "Sales");
  expect((await createTeam(key, "Marketing")).body.code).toBe("idempotency_mismatch");
});

test("the same key of somebody else is another key", async () => {
  const key = randomUUID();
  const other = await chat.tenant();
  const [mine, theirs] = [await createTeam(key, "Care"), await createTeam(key, "Care", other.owner.token)];
  expect([mine.status, theirs.status]).toEqual([201, 201]);
  expect(theirs.body.id).not.toBe(mine.body.id);
});

test("an error is not kept: after it the key may try again", async () => {
  const key = randomUUID();
  await createTeam(randomUUID(), "Taken");
  expect((await createTeam(key, "Taken")).status).toBe(409);
  await chat.database.withTenant(tenant.id, (tx) => tx.deleteFrom("teams").where("name", "=", "Taken").execute());
  expect((await createTeam(key, "Taken")).status).toBe(201);
});

test("the key for another resource, or with another query, is a mistake that is named, and changes nothing", async () => {
  const [first, second] = await Promise.all([chat.customer(tenant), chat.customer(tenant)]);
  const [mine, theirs] = await Promise.all([chat.conversation(first), chat.conversation(second)]);
  const key = randomUUID();
  const body = { clientMessageId: randomUUID(), body: "Your address is Main Street 1" };
  const post = (conversationId: string) =>
    chat.request("POST", `/api/v1/conversations/${conversationId}/messages`, {
      token: tenant.owner.token,
      body,
      headers: { "idempotency-key": key },
    });
  expect((await post(mine)).status).toBe(201);
  expect((await post(theirs)).body.code).toBe("idempotency_mismatch");
  expect((await post(randomUUID())).body.code).toBe("idempotency_mismatch");
  expect((await post(mine)).status).toBe(201);
  const stored = await chat.request("GET", `/api/v1/conversations/${theirs}/messages?afterSeq=0`, {
    token: tenant.owner.token,
  });
  expect(stored.body.items.map((message: { body: string }) => message.body)).toEqual(["Hello?"]);
});

test("an answer that cannot be kept is given all the same, and a repeat does not run again", async () => {
  await chat.asOwner(
    "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$; " +
      "create trigger refuse before update on idempotency_keys for each row execute function refuse()",
  );
  const key = randomUUID();
  expect((await createTeam(key, "Kept once")).status).toBe(201);
  expect((await createTeam(key, "Kept once")).body.code).toBe("conflict");
  await chat.asOwner("drop trigger refuse on idempotency_keys; drop function refuse()");
  const teams = await chat.request("GET", "/api/v1/teams", { token: tenant.owner.token });
  expect(teams.body.items.filter((team: { name: string }) => team.name === "Kept once")).toHaveLength(1);
});

test("of a message that is deleted before its answer is kept the answer has no words", async () => {
  const customer = await chat.customer(tenant);
  const conversationId = await chat.conversation(customer, "Hello?");
  const path = `/api/v1/conversations/${conversationId}/messages`;
  const { token } = tenant.owner;
  const word = `PIN-${randomUUID().slice(0, 8)}`;
  const events = { answerNotKept: (error: unknown) => expect.unreachable(String(error)) };
  const once = runOnce({ database: chat.database, clock: systemClock, events });
  const principal = { tenantId: tenant.id, userId: tenant.owner.id, role: "owner", sessionId: randomUUID() } as const;
  const request = { route: createMessage, caller: { principal }, key: randomUUID(), params: {}, query: {}, body: {} };
  const run = async () => {
    const body = { clientMessageId: randomUUID(), body: `Your code is ${word}`, kind: "text" };
    const sent = await chat.request("POST", path, { token, body });
    // Here somebody else deletes it.
    await chat.request("DELETE", `${path}/${sent.body.id}`, { token });
    return { status: sent.status, body: sent.body };
  };
  const first = await once(request, run);
  expect(JSON.stringify(first.body)).toContain(word);
  expect(await chat.rowsWith(word)).toEqual([]);
  expect(await once(request, run)).toMatchObject({ status: 201, body: { body: "" } });
});
