import { createHmac } from "node:crypto";
import { Uuid } from "@chorus/contracts/ids";
import { equalSecrets } from "./secrets.ts";

/** `tenant.link.signature`: everything but the signature is public, and nothing secret is stored or put into a job. */
export function passwordLinkToken(secret: string, tenantId: string, linkId: string): string {
  const signature = createHmac("sha256", secret).update(`password link\n${tenantId}\n${linkId}`).digest("base64url");
  return [tenantId, linkId, signature].join(".");
}

/** @returns null for anything this platform has not signed */
export function readPasswordLinkToken(secret: string, token: string): { tenantId: string; linkId: string } | null {
  const [tenantId = "", linkId = ""] = token.split(".");
  if (!Uuid.safeParse(tenantId).success || !Uuid.safeParse(linkId).success) return null;
  return equalSecrets(token, passwordLinkToken(secret, tenantId, linkId)) ? { tenantId, linkId } : null;
}
