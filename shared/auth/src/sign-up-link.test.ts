import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { passwordLinkToken } from "./password-link.ts";
import { readSignUpLinkToken, signUpLinkToken } from "./sign-up-link.ts";
import { signedToken } from "./signed-token.ts";

const SECRET = "a secret of at least 32 characters";
const tenantId = "0199c5a0-1111-7a00-8000-0000000000a1";

test("a link names the tenant that it may make, for whoever has the secret and for nothing else", () => {
  const token = signUpLinkToken(SECRET, tenantId);
  expect(readSignUpLinkToken(SECRET, token)).toBe(tenantId);
  expect(readSignUpLinkToken(`${SECRET}!`, token)).toBeNull();
  expect(readSignUpLinkToken(SECRET, passwordLinkToken(SECRET, tenantId, randomUUID()))).toBeNull();
  expect(readSignUpLinkToken(SECRET, signedToken(SECRET, "another purpose", [tenantId]))).toBeNull();
  for (const changed of ["", ".", token.slice(1), `${token}a`, token.replace("a1.", "a2.")])
    expect(readSignUpLinkToken(SECRET, changed)).toBeNull();
});
