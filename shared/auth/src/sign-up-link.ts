import { Uuid } from "@chorus/contracts/ids";
import { readSignedToken, signedToken } from "./signed-token.ts";

const PURPOSE = "sign-up link";

/** `tenant.signature`: of the tenant that is not there yet. Nothing secret is stored or put into a job. */
export function signUpLinkToken(secret: string, tenantId: string): string {
  return signedToken(secret, PURPOSE, [tenantId]);
}

/** @returns the tenant's id, or null for anything this platform has not signed */
export function readSignUpLinkToken(secret: string, token: string): string | null {
  const [tenantId = ""] = readSignedToken(secret, PURPOSE, token, 1) ?? [];
  return Uuid.safeParse(tenantId).success ? tenantId : null;
}
