import type { SigningKey } from "@chorus/auth/access-token";
import { createSecretBox, type SecretBox } from "@chorus/auth/secret-box";
import type { Database, SystemTx } from "@chorus/database/database";
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JWK,
  type JWTVerifyGetKey,
} from "jose";
import { sql } from "kysely";

interface StoredKey {
  kid: string;
  public_jwk: JWK;
  private_jwk_encrypted: Buffer;
  state: "next" | "active" | "previous";
  created_at: Date;
}

/** The keys that sign and verify access tokens. Rotation does not end sessions. */
export interface SigningKeys {
  active(): SigningKey;
  /** What `/.well-known/jwks.json` answers: every key that is not retired. */
  publicKeys(): JWK[];
  verify: JWTVerifyGetKey;
  /** Loads the keys again, because another instance may have rotated them. */
  refresh(): Promise<void>;
  /** Publishes the next signing key. */
  prepareNext(): Promise<void>;
  /** Activates a key that every verifier knows, and retires keys whose tokens have all expired. */
  advance(ages: { knownAfterSeconds: number; keptForSeconds: number }): Promise<void>;
  /** How long the active key has been signing. */
  activeSince(): Date;
}

/** Loads the keys; the first instance that ever starts creates the first one. Private keys are stored encrypted. */
export async function loadSigningKeys(database: Database, secret: string): Promise<SigningKeys> {
  const box = createSecretBox(secret, "chorus signing keys");
  let current = await read(database, box);
  const refresh = async () => {
    current = await read(database, box);
  };
  return {
    active: () => current.active,
    publicKeys: () => current.publicKeys,
    verify: (header, token) => current.verify(header, token),
    activeSince: () => current.activeSince,
    refresh,
    async prepareNext() {
      const made = await makeKey(box);
      await database.withSystem((tx) =>
        sql`select add_next_signing_key(${made.kid}, ${JSON.stringify(made.publicJwk)}, ${made.encrypted})`.execute(tx),
      );
      await refresh();
    },
    async advance({ knownAfterSeconds, keptForSeconds }) {
      await database.withSystem((tx) =>
        sql`select advance_signing_keys(make_interval(secs => ${knownAfterSeconds}), make_interval(secs => ${keptForSeconds}))`.execute(
          tx,
        ),
      );
      await refresh();
    },
  };
}

async function read(database: Database, box: SecretBox) {
  const stored = await database.withSystem((tx) => readOrMakeFirst(tx, box));
  const active = stored.find((key) => key.state === "active");
  if (!active) throw new Error("there is no active signing key");
  const publicKeys: JWK[] = stored.map((key) => ({ ...key.public_jwk, kid: key.kid, alg: "EdDSA", use: "sig" }));
  const privateKey = (await importJWK(openKey(box, active.private_jwk_encrypted), "EdDSA")) as CryptoKey;
  return {
    active: { kid: active.kid, privateKey },
    activeSince: active.created_at,
    publicKeys,
    verify: createLocalJWKSet({ keys: publicKeys }),
  };
}

async function readOrMakeFirst(tx: SystemTx, box: SecretBox): Promise<StoredKey[]> {
  const list = () => sql<StoredKey>`select * from list_signing_keys()`.execute(tx);
  const known = await list();
  if (known.rows.some((key) => key.state === "active")) return known.rows;
  const made = await makeKey(box);
  await sql`select add_signing_key(${made.kid}, ${JSON.stringify(made.publicJwk)}, ${made.encrypted})`.execute(tx);
  return (await list()).rows;
}

async function makeKey(box: SecretBox) {
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk, "sha256");
  return { kid, publicJwk, encrypted: box.seal(JSON.stringify(await exportJWK(privateKey))) };
}

/** @throws Error that names CHORUS_SECRET: a wrong one is the only cause of a failed decryption */
function openKey(box: SecretBox, sealed: Buffer): JWK {
  try {
    return JSON.parse(box.open(sealed)) as JWK;
  } catch (error) {
    throw new Error("the signing keys in the database were stored with another CHORUS_SECRET", { cause: error });
  }
}
