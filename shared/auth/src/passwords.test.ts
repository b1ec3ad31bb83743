import { hash } from "@node-rs/argon2";
import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./passwords.ts";

const COMPOSED = "gr\u00fc\u00dfe aus \u00e9vian";
const DECOMPOSED = COMPOSED.normalize("NFD");

test("the same letters open, however they are composed", async () => {
  expect(DECOMPOSED).not.toBe(COMPOSED);
  expect(await verifyPassword(await hashPassword(COMPOSED), DECOMPOSED)).toBe(true);
  expect(await verifyPassword(await hashPassword(DECOMPOSED), COMPOSED)).toBe(true);
  expect(await verifyPassword(await hashPassword("\uff50\uff41\uff53\uff53 phrase"), "pass phrase")).toBe(true);
});

test("a hash from before passwords were normalised goes on working", async () => {
  expect(await verifyPassword(await hash(DECOMPOSED), DECOMPOSED)).toBe(true);
  expect(await verifyPassword(await hash(DECOMPOSED), "something else")).toBe(false);
});

test("nobody's account has no password", async () => {
  expect(await verifyPassword(null, COMPOSED)).toBe(false);
});

test("a hundred at once are not all kept waiting", async () => {
  const passwordHash = await hashPassword(COMPOSED);
  const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => verifyPassword(passwordHash, COMPOSED)));
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(refused).toHaveLength(100 - 2 - 64);
  for (const { reason } of refused) expect(reason).toMatchObject({ code: "unavailable", retryMs: 1_000 });
});
