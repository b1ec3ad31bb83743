import { Uuid } from "@chorus/contracts/ids";
import { readSignedToken, signedToken } from "./signed-token.ts";

const PURPOSE = "password link";

/** `tenant.link.signature`: everything but the signature is public, and nothing secret is stored or put into a job. */
export function passwordLinkToken(secret: string, tenantId: string, linkId: string): string {
  return signedToken(secret, PURPOSE, [tenantId, linkId]);
}

/** @returns null for anything this platform has not signed */
export function readPasswordLinkToken(secret: string, token: string): { tenantId: string; linkId: string } | null {
  const [tenantId = "", linkId = ""] = readSignedToken(secret, PURPOSE, token, 2) ?? [];
  return [tenantId, linkId].every((id) => Uuid.safeParse(id).success) ? { tenantId, linkId } : null;
}
