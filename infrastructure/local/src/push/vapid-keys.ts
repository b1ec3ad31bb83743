import { createECDH } from "node:crypto";
import { DEVELOPMENT_VAPID_PRIVATE_KEY } from "@chorus/kernel/published-secrets";

/** Keys of a development stack, the same at each start: browsers stay subscribed. */
export function developmentVapidKeys(): { publicKey: string; privateKey: string } {
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(Buffer.from(DEVELOPMENT_VAPID_PRIVATE_KEY, "base64url"));
  return { publicKey: pair.getPublicKey("base64url"), privateKey: DEVELOPMENT_VAPID_PRIVATE_KEY };
}
