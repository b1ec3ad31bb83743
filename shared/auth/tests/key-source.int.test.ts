import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { systemIds } from "@chorus/kernel/ids";
import { exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { signAccessToken, verifyAccessToken } from "../src/access-token.ts";
import { remoteKeys } from "../src/key-source.ts";

const person = {
  tenantId: systemIds.next(),
  userId: systemIds.next(),
  sessionId: systemIds.next(),
  role: "agent",
} as const;
const HOUR_MS = 3_600_000;

let server: Server;
let url: string;
let token: string;
let unknown: string;
let answer: { status: number; body: string };
let keySet: string;

beforeAll(async () => {
  const [known, other] = await Promise.all([generateKeyPair("EdDSA", { extractable: true }), generateKeyPair("EdDSA")]);
  keySet = JSON.stringify({ keys: [{ ...(await exportJWK(known.publicKey)), kid: "k", alg: "EdDSA", use: "sig" }] });
  const at = { nowMs: Date.now(), tokenId: "t", lifetimeSeconds: 24 * 3_600 };
  token = await signAccessToken({ kid: "k", privateKey: known.privateKey }, person, at);
  unknown = await signAccessToken({ kid: "other", privateKey: other.privateKey }, person, at);
  server = createServer((_request, response) => {
    response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  answer = { status: 200, body: keySet };
});

test("a key set that cannot be read is not the token's fault", async () => {
  for (const hiccup of [
    { status: 503, body: "{}" },
    { status: 200, body: "not JSON" },
    { status: 200, body: '{"keys":"none"}' },
  ]) {
    answer = hiccup;
    await expect(verifyAccessToken(token, remoteKeys(url), Date.now())).rejects.toMatchObject({
      code: "unavailable",
      retryMs: expect.any(Number),
    });
  }
  const nobody = remoteKeys("http://127.0.0.1:1");
  await expect(verifyAccessToken(token, nobody, Date.now())).rejects.toMatchObject({ code: "unavailable" });
});

test("keys that were known go on verifying while they cannot be fetched anew", async () => {
  const realNow = Date.now;
  const keys = remoteKeys(url);
  expect(await verifyAccessToken(token, keys, Date.now())).toMatchObject(person);
  answer = { status: 503, body: "{}" };
  // The cache of keys reads the real clock.
  Date.now = () => realNow() + HOUR_MS;
  try {
    expect(await verifyAccessToken(token, keys, realNow())).toMatchObject(person);
    await expect(verifyAccessToken(unknown, keys, realNow())).rejects.toMatchObject({ code: "unavailable" });
  } finally {
    Date.now = realNow;
  }
});

test("an unknown key, a forged signature and rubbish are the token's fault", async () => {
  const keys = remoteKeys(url);
  const [header, payload] = token.split(".");
  for (const forged of [unknown, `${header}.${payload}.AAAA`, "a.b.c", "rubbish", ""])
    await expect(verifyAccessToken(forged, keys, Date.now()), forged).rejects.toMatchObject({
      code: "unauthenticated",
    });
});
