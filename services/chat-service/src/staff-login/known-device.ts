import { createHmac, hkdfSync } from "node:crypto";
import { equalSecrets, newSecret } from "@chorus/auth/secrets";

/** Says of a browser that this account was signed in to on it before. It opens nothing: it only counts its failures apart. */
export interface KnownDevices {
  make(account: string): string;
  /** The device's own id, or null when it says nothing about this account. */
  read(account: string, cookie: string | undefined): string | null;
}

export function createKnownDevices(secret: string): KnownDevices {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "chorus known device", 32));
  const sign = (id: string, account: string) =>
    createHmac("sha256", key).update(`${id}|${account}`).digest("base64url");
  return {
    make(account) {
      const id = newSecret();
      return `${id}.${sign(id, account)}`;
    },
    read(account, cookie) {
      const [id, signature, ...more] = cookie?.split(".") ?? [];
      if (!id || !signature || more.length > 0) return null;
      return equalSecrets(signature, sign(id, account)) ? id : null;
    },
  };
}
