import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { SigningKey } from "@chorus/auth/access-token";
import type { Database } from "@chorus/database/database";
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JWK,
  type JWTVerifyGetKey,
} from "jose";
import { sql } from "kysely";
import { calculateThumbprint } from "./thumbprint.ts";

interface StoredKey {
  kid: string;
  public_jwk: JWK;
  private_jwk_encrypted: Buffer;
  state: "next" | "active" | "retired";
}

/** The keys that sign and verify access tokens. */
export interface SigningKeys {
  active: SigningKey;
  /** What `/.well-known/jwks.json` answers: every key that is not retired. */
  publicKeys: JWK[];
  verify: JWTVerifyGetKey;
}

/** Loads the keys; the first service ever started makes the first one. Private keys are stored encrypted. */
export async function loadSigningKeys(database: Database, secret: string): Promise<SigningKeys> {
  const stored = await database.withSystem(async (tx) => {
    const list = () => sql<StoredKey>`select * from list_signing_keys()`.execute(tx);
    const known = await list();
    if (known.rows.some((key) => key.state === "active")) return known.rows;
    const made = await makeKey(secret);
    await sql`select add_signing_key(${made.kid}, ${JSON.stringify(made.publicJwk)}, ${made.encrypted})`.execute(tx);
    return (await list()).rows;
  });
  const active = stored.find((key) => key.state === "active");
  if (!active) throw new Error("there is no active signing key");
  const publicKeys = stored.map((key) => ({ ...key.public_jwk, kid: key.kid, alg: "EdDSA", use: "sig" }));
  const privateKey = (await importJWK(decrypt(active.private_jwk_encrypted, secret), "EdDSA")) as CryptoKey;
  return { active: { kid: active.kid, privateKey }, publicKeys, verify: createLocalJWKSet({ keys: publicKeys }) };
}

async function makeKey(secret: string) {
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateThumbprint(publicJwk);
  return { kid, publicJwk, encrypted: encrypt(await exportJWK(privateKey), secret) };
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function keyEncryptionKey(secret: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", "chorus signing keys", 32));
}

/** AES-256-GCM: nonce, tag, ciphertext. */
function encrypt(jwk: JWK, secret: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyEncryptionKey(secret), nonce);
  const ciphertext = Buffer.concat([cipher.update(JSON.stringify(jwk), "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
}

/** @throws Error that names CHORUS_SECRET, the only thing that can be wrong */
function decrypt(encrypted: Buffer, secret: string): JWK {
  const nonce = encrypted.subarray(0, NONCE_BYTES);
  const tag = encrypted.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", keyEncryptionKey(secret), nonce).setAuthTag(tag);
  try {
    const text = Buffer.concat([
      decipher.update(encrypted.subarray(NONCE_BYTES + TAG_BYTES)),
      decipher.final(),
    ]).toString("utf8");
    return JSON.parse(text) as JWK;
  } catch (error) {
    throw new Error("the signing keys in the database were stored with another CHORUS_SECRET", { cause: error });
  }
}
