import { SignJWT } from "jose";
import { expect, test } from "vitest";
import { createServiceTokens, createServiceTokenVerifier } from "./service-token.ts";

const secret = "a secret of more than thirty-two characters";
const now = () => Date.now();
const verify = createServiceTokenVerifier({ service: "chat-service", secret, now });

/** A token with the right secret, and what is changed about it. */
function tokenWith(change: { iss?: string; aud?: string; iat?: number; lifetime?: number; typ?: string }) {
  const iat = change.iat ?? Math.floor(now() / 1000);
  return new SignJWT({})
    .setProtectedHeader({ alg: "HS256", typ: change.typ ?? "service+jwt" })
    .setIssuer(change.iss ?? "websocket-gateway")
    .setAudience(change.aud ?? "chorus-internal:chat-service")
    .setIssuedAt(iat)
    .setExpirationTime(iat + (change.lifetime ?? 300))
    .sign(new TextEncoder().encode(secret));
}

test("a service is known by its token, at the service that it was made for only", async () => {
  const options = { service: "presence-service", secret, now } as const;
  expect(await verify(await createServiceTokens({ ...options, audience: "chat-service" })())).toBe("presence-service");
  const other = await createServiceTokens({ ...options, audience: "summary-engine" })();
  await expect(verify(other)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("the secret is changed in three steps, in each of which services of the step before are understood", async () => {
  const next = "another secret of more than thirty-two characters";
  const steps = [secret, `${secret},${next}`, `${next},${secret}`, next];
  const options = { service: "presence-service", audience: "chat-service", now } as const;
  for (const [index, step] of steps.entries()) {
    const verifier = createServiceTokenVerifier({ service: "chat-service", secret: step, now });
    for (const neighbour of steps.slice(Math.max(0, index - 1), index + 2)) {
      const token = await createServiceTokens({ ...options, secret: neighbour })();
      expect(await verifier(token)).toBe("presence-service");
    }
  }
  const gone = await createServiceTokens({ ...options, secret })();
  const after = createServiceTokenVerifier({ service: "chat-service", secret: next, now });
  await expect(after(gone)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("the secret alone is not enough", async () => {
  expect(await verify(await tokenWith({}))).toBe("websocket-gateway");
  const nowSeconds = Math.floor(now() / 1000);
  for (const wrong of [
    { iss: "somebody" },
    { aud: "chorus-internal" },
    { aud: "chorus-internal:presence-service" },
    { lifetime: 10 * 365 * 86_400 },
    { lifetime: 301 },
    { iat: nowSeconds + 3_600 },
    { iat: nowSeconds - 400, lifetime: 300 },
    { typ: "at+jwt" },
  ])
    await expect(verify(await tokenWith(wrong)), JSON.stringify(wrong)).rejects.toMatchObject({
      code: "unauthenticated",
    });
});
