import { readSignedToken, signedToken } from "@chorus/auth/signed-token";
import { Uuid } from "@chorus/contracts/ids";
import { FILE_PURPOSES, type FilePurpose } from "./store/open-file.ts";

/** The reader and the purpose of an address. */
export interface FileGrant {
  tenantId: string;
  fileId: string;
  purpose: FilePurpose;
  reader: { type: "customer" | "agent" | "api_key"; id: string };
}

export interface AddressKey {
  /** Named in the address, so that keys can change while addresses are in use. */
  id: string;
  secret: string;
}

/** Long enough to load a page of pictures; an address that was passed on soon expires. */
export const MAX_ADDRESS_MS = 5 * 60_000;
const PURPOSE = "address of a file";
const READER_TYPES = ["customer", "agent", "api_key"] as const;
const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;

/** @param keys the first signs; the others only verify. @throws Error for keys that cannot be used */
export function createFileAddresses(keys: readonly AddressKey[]) {
  const [current] = keys;
  if (!current) throw new Error("addresses of files need a key");
  for (const { id, secret } of keys) {
    if (!KEY_ID.test(id)) throw new Error("the id of a key for addresses has up to 32 letters, digits, - and _");
    if (secret.length < 32) throw new Error(`the key ${id} for addresses of files is shorter than 32 characters`);
  }
  return {
    /** A token for an address, valid for `lifetimeMs`, at most five minutes. */
    sign(grant: FileGrant, nowMs: number, lifetimeMs: number = MAX_ADDRESS_MS): string {
      return tokenOf(current, grant, Math.ceil((nowMs + Math.min(lifetimeMs, MAX_ADDRESS_MS)) / 1000));
    },
    /**
     * @param reader who requests it, if known: another reader's address is refused
     * @returns null for what we have not signed, what has expired and what is another reader's
     */
    read(token: string, nowMs: number, reader?: FileGrant["reader"] & { tenantId: string }): FileGrant | null {
      const key = keys.find((candidate) => token.startsWith(`${candidate.id}.`));
      const parts = key ? readSignedToken(key.secret, PURPOSE, token, 7) : null;
      if (!parts) return null;
      const [, tenantId = "", fileId = "", purpose = "", type = "", id = "", end = ""] = parts;
      const [knownPurpose] = FILE_PURPOSES.filter((known) => known === purpose);
      const [knownType] = READER_TYPES.filter((known) => known === type);
      if (!knownPurpose || !knownType) return null;
      if (![tenantId, fileId, id].every((part) => Uuid.safeParse(part).success)) return null;
      const grant: FileGrant = { tenantId, fileId, purpose: knownPurpose, reader: { type: knownType, id } };
      const endMs = Number(end) * 1000;
      // A later expiry than we ever sign comes from another clock, or from somebody who has the key.
      if (nowMs >= endMs || endMs - nowMs > MAX_ADDRESS_MS + 1000) return null;
      const isReaders = reader?.type === knownType && reader.id === id && reader.tenantId === tenantId;
      return reader === undefined || isReaders ? grant : null;
    },
  };
}

/** `key.tenant.file.purpose.type.reader.end.signature` */
function tokenOf(key: AddressKey, { tenantId, fileId, purpose, reader }: FileGrant, endSeconds: number): string {
  return signedToken(key.secret, PURPOSE, [
    ...[key.id, tenantId, fileId, purpose, reader.type, reader.id],
    String(endSeconds),
  ]);
}
