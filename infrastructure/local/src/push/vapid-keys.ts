import { createECDH, createHash } from "node:crypto";

/** Keys of a development stack, the same at each start: browsers stay subscribed. Derived, so that no key lies in a file. */
export function developmentVapidKeys(): { publicKey: string; privateKey: string } {
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(createHash("sha256").update("chorus development push messages").digest());
  return { publicKey: pair.getPublicKey("base64url"), privateKey: pair.getPrivateKey("base64url") };
}
