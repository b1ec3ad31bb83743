import { newSecret } from "@chorus/auth/secrets";
import { readSignedToken, signedToken } from "@chorus/auth/signed-token";

/** A cookie of a browser on which this account was signed in to. It grants nothing: failed logins are only counted apart. */
export interface KnownDevices {
  make(account: string): string;
  /** The device's id, or null when the cookie is not for this account. */
  read(account: string, cookie: string | undefined): string | null;
}

export function createKnownDevices(secret: string): KnownDevices {
  const purposeFor = (account: string) => `known device of ${account}`;
  return {
    make: (account) => signedToken(secret, purposeFor(account), [newSecret()]),
    read: (account, cookie) => readSignedToken(secret, purposeFor(account), cookie ?? "", 1)?.[0] ?? null,
  };
}
