import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts small secrets at rest: AES-256-GCM with a key derived from a passphrase, one per purpose. */
export interface SecretBox {
  /** Nonce, tag, ciphertext. */
  seal(plain: string): Buffer;
  /** @throws Error when it was sealed with another passphrase or for another purpose */
  open(sealed: Buffer): string;
}

export function createSecretBox(passphrase: string, purpose: string): SecretBox {
  const key = Buffer.from(hkdfSync("sha256", passphrase, "", purpose, 32));
  return {
    seal(plain) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      const ciphertext = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
    },
    open(sealed) {
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv("aes-256-gcm", key, nonce);
      decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString(
        "utf8",
      );
    },
  };
}
