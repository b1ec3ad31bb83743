import { systemIds } from "@chorus/kernel/ids";
import { generateKeyPair, type CryptoKey } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { signAccessToken, type AccessClaims, type SigningKey } from "./access-token.ts";
import { createAuthenticator } from "./authenticator.ts";
import type { SessionStates } from "./session-check.ts";

const person = {
  tenantId: systemIds.next(),
  userId: systemIds.next(),
  sessionId: systemIds.next(),
  role: "agent",
} satisfies Omit<AccessClaims, "expiresAtMs">;

let key: SigningKey;
let publicKey: CryptoKey;
let token: string;
beforeAll(async () => {
  const pair = await generateKeyPair("EdDSA");
  key = { kid: "k", privateKey: pair.privateKey };
  publicKey = pair.publicKey;
  token = await signAccessToken(key, person, { nowMs: Date.now(), tokenId: "t" });
});

function start(states: () => Promise<SessionStates> | SessionStates) {
  let elapsedMs = 0;
  let asked = 0;
  const authenticator = createAuthenticator({
    keys: async () => publicKey,
    now: () => Date.now(),
    elapsed: () => elapsedMs,
    ask: async () => {
      asked += 1;
      return states();
    },
  });
  return { authenticator, asked: () => asked, pass: (ms: number) => (elapsedMs += ms) };
}

const live = { endedSessionIds: [], tenantActive: true };
const ended = { endedSessionIds: [person.sessionId], tenantActive: true };
const revoke = (userId: string | null, sessionId: string | null) =>
  ({ type: "revoke", tenantId: person.tenantId, userId, sessionId }) as const;

describe("the authenticator", () => {
  it("asks about a session at most every 2 s", async () => {
    const { authenticator, asked, pass } = start(() => live);
    await authenticator.authenticate(token);
    pass(1_999);
    expect(await authenticator.authenticate(token)).toMatchObject(person);
    expect(asked()).toBe(1);
    pass(1);
    await authenticator.authenticate(token);
    expect(asked()).toBe(2);
  });

  it("refuses at the latest 2 s after the end, and at once when it hears of it", async () => {
    for (const heard of [revoke(person.userId, person.sessionId), revoke(person.userId, null), revoke(null, null)]) {
      let now: SessionStates = live;
      const { authenticator } = start(() => now);
      await authenticator.authenticate(token);
      now = ended;
      await authenticator.authenticate(token);
      authenticator.drop({ ...heard, tenantId: systemIds.next() });
      await authenticator.authenticate(token);
      authenticator.drop(heard);
      await expect(authenticator.authenticate(token)).rejects.toMatchObject({ code: "unauthenticated" });
    }
  });

  it("keeps no answer that was on its way when the revocation came", async () => {
    let answer: (states: SessionStates) => void = () => undefined;
    const pending = new Promise<SessionStates>((resolve) => (answer = resolve));
    const answers: (Promise<SessionStates> | SessionStates)[] = [pending, ended];
    const { authenticator, asked } = start(() => answers.shift() ?? ended);
    const before = authenticator.authenticate(token);
    await expect.poll(asked).toBe(1);
    authenticator.drop(revoke(person.userId, null));
    const after = authenticator.authenticate(token);
    answer(live);
    await before;
    await expect(after).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("says of a suspended tenant that it is suspended", async () => {
    const { authenticator } = start(() => ({ endedSessionIds: [person.sessionId], tenantActive: false }));
    await expect(authenticator.authenticate(token)).rejects.toMatchObject({ code: "tenant_suspended" });
  });

  it("lets in at once whoever is let in again", async () => {
    let now: SessionStates = { endedSessionIds: [person.sessionId], tenantActive: false };
    const { authenticator } = start(() => now);
    await expect(authenticator.authenticate(token)).rejects.toMatchObject({ code: "tenant_suspended" });
    now = ended;
    await expect(authenticator.authenticate(token)).rejects.toMatchObject({ code: "unauthenticated" });
    now = live;
    expect(await authenticator.authenticate(token)).toMatchObject(person);
  });

  it("passes on that nobody can be asked, and asks again at once", async () => {
    let isAway = true;
    const { authenticator } = start(() => (isAway ? Promise.reject(new Error("away")) : live));
    await expect(authenticator.authenticate(token)).rejects.toThrow("away");
    isAway = false;
    expect(await authenticator.authenticate(token)).toMatchObject(person);
  });
});
