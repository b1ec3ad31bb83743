import { systemIds } from "@chorus/kernel/ids";
import { generateKeyPair, type JWTVerifyGetKey } from "jose";
import { expect, test } from "vitest";
import { signAccessToken } from "./access-token.ts";
import { createVerifier } from "./verified-tokens.ts";

const { publicKey, privateKey } = await generateKeyPair("EdDSA");
const startMs = Date.parse("2026-11-30T12:00:00Z");
const tokenOf = (lifetimeSeconds = 900) =>
  signAccessToken(
    { kid: "k", privateKey },
    { tenantId: systemIds.next(), userId: systemIds.next(), sessionId: systemIds.next(), role: "agent" },
    { nowMs: startMs, tokenId: systemIds.next(), lifetimeSeconds },
  );

function start(maxKnown?: number) {
  let passedMs = 0;
  let checked = 0;
  const keys: JWTVerifyGetKey = async () => {
    checked += 1;
    return publicKey;
  };
  const clocks = { now: () => startMs + passedMs, elapsed: () => passedMs };
  const verify = createVerifier({ keys, ...clocks, ...(maxKnown === undefined ? {} : { maxKnown }) });
  return { verify, checked: () => checked, pass: (ms: number) => (passedMs += ms) };
}

test("a signature is checked once a minute, and the claims are those of the token", async () => {
  const { verify, checked, pass } = start();
  const token = await tokenOf();
  const first = await verify(token);
  pass(59_999);
  expect(await verify(token)).toEqual(first);
  expect(checked()).toBe(1);
  pass(1);
  expect(await verify(token)).toEqual(first);
  expect(checked()).toBe(2);
});

test("a token that is known ends in its second like any other", async () => {
  const { verify, pass } = start();
  const token = await tokenOf(30);
  await verify(token);
  pass(30_000 + 5_000);
  await expect(verify(token)).rejects.toMatchObject({ code: "token_expired" });
});

test("what is wrong by a character is wrong each time", async () => {
  const { verify, checked } = start();
  const token = await tokenOf();
  await verify(token);
  const wrong = token.slice(0, -6) + (token.endsWith("AAAAAA") ? "BBBBBB" : "AAAAAA");
  for (let time = 0; time < 2; time += 1)
    await expect(verify(wrong)).rejects.toMatchObject({ code: "unauthenticated" });
  expect(checked()).toBe(3);
});

test("no more than so many are known: the oldest is checked again", async () => {
  const { verify, checked } = start(2);
  const [one, two, three] = await Promise.all([tokenOf(), tokenOf(), tokenOf()]);
  for (const token of [one, two, three, two, three]) await verify(token);
  expect(checked()).toBe(3);
  await verify(one);
  expect(checked()).toBe(4);
});

test("nobody changes for others what a token says", async () => {
  const { verify } = start();
  const token = await tokenOf();
  const claims = await verify(token);
  expect(() => Object.assign(claims, { role: "owner" })).toThrow(TypeError);
  expect((await verify(token)).role).toBe("agent");
});
