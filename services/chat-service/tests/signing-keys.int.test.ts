import { signAccessToken, verifyAccessToken } from "@chorus/auth/access-token";
import { openDatabase } from "@chorus/database/database";
import { createTestDatabase } from "@chorus/testing/test-database";
import { expect, test } from "vitest";
import { loadSigningKeys } from "../src/keys/signing-keys.ts";
import { rotateSigningKeys } from "../src/keys/rotate-signing-keys.ts";

const SECRET = "a secret of more than thirty-two characters";
const claims = { userId: "u", tenantId: "t", role: "agent" as const, sessionId: "s" };

async function openKeys() {
  const testDatabase = await createTestDatabase();
  const database = openDatabase({
    url: testDatabase.url,
    poolSize: 2,
    applicationName: "test",
    onError: () => undefined,
  });
  return {
    database,
    [Symbol.asyncDispose]: async () => {
      await database.close();
      await testDatabase[Symbol.asyncDispose]();
    },
  };
}

test("keys rotate without logging anybody out: known before used, kept until their last token has ended", async () => {
  await using open = await openKeys();
  const [one, other] = [await loadSigningKeys(open.database, SECRET), await loadSigningKeys(open.database, SECRET)];
  expect(other.active().kid).toBe(one.active().kid);
  const nowMs = Date.now();
  const sign = () => signAccessToken(one.active(), claims, { nowMs, tokenId: "j" });
  const before = await sign();

  await one.prepareNext();
  await one.prepareNext();
  expect(one.publicKeys()).toHaveLength(2);
  await one.advance({ knownAfterSeconds: 3_600, keptForSeconds: 3_600 });
  expect((await sign()).split(".")[0]).toBe(before.split(".")[0]);

  await one.advance({ knownAfterSeconds: 0, keptForSeconds: 3_600 });
  const after = await sign();
  expect(after.split(".")[0]).not.toBe(before.split(".")[0]);
  await other.refresh();
  for (const token of [before, after]) {
    expect(await verifyAccessToken(token, other.verify, nowMs)).toMatchObject({ userId: "u" });
  }

  await one.advance({ knownAfterSeconds: 3_600, keptForSeconds: 0 });
  expect(one.publicKeys()).toHaveLength(1);
  await expect(verifyAccessToken(before, one.verify, nowMs)).rejects.toThrow(/unauthenticated/);
  expect(await verifyAccessToken(after, one.verify, nowMs)).toMatchObject({ userId: "u" });
});

test("a month old, a key gets a successor; a fresh one does not", async () => {
  await using open = await openKeys();
  const signingKeys = await loadSigningKeys(open.database, SECRET);
  await rotateSigningKeys({ clock: { now: () => Date.now() }, signingKeys });
  expect(signingKeys.publicKeys()).toHaveLength(1);
  await rotateSigningKeys({ clock: { now: () => Date.now() + 31 * 24 * 3_600_000 }, signingKeys });
  expect(signingKeys.publicKeys()).toHaveLength(2);
});

test("ten services that start at the same moment agree on one key", async () => {
  await using open = await openKeys();
  const all = await Promise.all(Array.from({ length: 10 }, () => loadSigningKeys(open.database, SECRET)));
  expect(new Set(all.map((keys) => keys.active().kid)).size).toBe(1);
});

test("another CHORUS_SECRET is named as what is wrong", async () => {
  await using open = await openKeys();
  await loadSigningKeys(open.database, SECRET);
  await expect(loadSigningKeys(open.database, `${SECRET}!`)).rejects.toThrow(/another CHORUS_SECRET/);
});
