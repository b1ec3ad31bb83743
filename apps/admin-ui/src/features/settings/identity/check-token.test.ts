import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { checkToken } from "./check-token.ts";

const nowMs = Date.parse("2026-11-29T12:00:00.000Z");
const nowS = nowMs / 1_000;
const secret = "a secret of the shop";
const widgetKey = "wk_demo";
const good = { sub: "4711", name: "Zoë", aud: widgetKey, iat: nowS, exp: nowS + 3_600 };

function sign(claims: object, alg = "HS256", key = secret): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg, typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}
const check = (token: string, given = secret) => checkToken(token, { widgetKey, secret: given, nowMs });

test("a token that chat-service accepts is good, with and without its secret", async () => {
  expect(await check(sign(good))).toEqual({ customerId: "4711", isSigned: true });
  expect(await check(sign(good), "")).toEqual({ customerId: "4711", isSigned: false });
  expect(await check(` ${sign({ ...good, aud: [widgetKey, "other"] })}\n`)).toMatchObject({ isSigned: true });
});

test.each([
  ["format", "not a token"],
  ["format", "a.b.c"],
  ["algorithm", sign(good, "RS256")],
  ["audience", sign({ ...good, aud: "another" })],
  ["subject", sign({ ...good, sub: 4711 })],
  ["times", sign({ ...good, exp: undefined })],
  ["future", sign({ ...good, iat: nowS + 120, exp: nowS + 180 })],
  ["expired", sign({ ...good, iat: nowS - 7_200, exp: nowS - 3_600 })],
  ["lifetime", sign({ ...good, exp: nowS + 7_200 })],
  ["signature", sign(good, "HS256", "another secret")],
])("what is wrong is said: %s", async (problem, token) => {
  expect(await check(token)).toEqual({ problem });
});
