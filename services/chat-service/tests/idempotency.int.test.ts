import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startChat, type Chat, type Company } from "./harness.ts";

let chat: Chat;
let company: Company;

beforeAll(async () => {
  chat = await startChat();
  company = await chat.company();
});
afterAll(() => chat[Symbol.asyncDispose]());

const createTeam = (key: string, name: string, token = company.owner.token) =>
  chat.request("POST", "/api/v1/teams", { token, body: { name }, headers: { "idempotency-key": key } });

test("the same key answers what it answered first, also when both come at once", async () => {
  const key = randomUUID();
  const answers = await Promise.all([createTeam(key, "Support"), createTeam(key, "Support")]);
  const statuses = answers.map((answer) => answer.status).toSorted();
  // One ran; the other either waited for its turn and saw the answer, or was told to come again.
  expect([
    [201, 201],
    [201, 409],
  ]).toContainEqual(statuses);
  const again = await createTeam(key, "Support");
  expect(again.status).toBe(201);
  expect(again.body).toEqual(answers.find((answer) => answer.status === 201)!.body);
});

test("the key with another body is a mistake that is named", async () => {
  const key = randomUUID();
  await createTeam(key, "Sales");
  expect((await createTeam(key, "Marketing")).body.code).toBe("idempotency_mismatch");
});

test("the same key of somebody else is another key", async () => {
  const key = randomUUID();
  const other = await chat.company();
  const [mine, theirs] = [await createTeam(key, "Care"), await createTeam(key, "Care", other.owner.token)];
  expect([mine.status, theirs.status]).toEqual([201, 201]);
  expect(theirs.body.id).not.toBe(mine.body.id);
});

test("an error is not kept: after it the key may try again", async () => {
  const key = randomUUID();
  await createTeam(randomUUID(), "Taken");
  expect((await createTeam(key, "Taken")).status).toBe(409);
  await chat.database.withTenant(company.id, (tx) => tx.deleteFrom("teams").where("name", "=", "Taken").execute());
  expect((await createTeam(key, "Taken")).status).toBe(201);
});
