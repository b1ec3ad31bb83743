import { newSecret } from "@chorus/auth/secrets";
import { readSignedToken, signedToken } from "@chorus/auth/signed-token";

/** Says of a browser that this account was signed in to on it before. It opens nothing: it only counts its failures apart. */
export interface KnownDevices {
  make(account: string): string;
  /** The device's own id, or null when it says nothing about this account. */
  read(account: string, cookie: string | undefined): string | null;
}

export function createKnownDevices(secret: string): KnownDevices {
  const purposeFor = (account: string) => `known device of ${account}`;
  return {
    make: (account) => signedToken(secret, purposeFor(account), [newSecret()]),
    read: (account, cookie) => readSignedToken(secret, purposeFor(account), cookie ?? "", 1)?.[0] ?? null,
  };
}
