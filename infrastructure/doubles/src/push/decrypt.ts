import { createDecipheriv, createHmac, type ECDH, hkdfSync } from "node:crypto";

const SALT_BYTES = 16;
const TAG_BYTES = 16;

/** What a browser does with a push message (RFC 8291 over RFC 8188, one record). @throws Error when it was not meant for it */
export function decryptPush(body: Buffer, browser: { pair: ECDH; auth: Buffer }): string {
  const salt = body.subarray(0, SALT_BYTES);
  const keyBytes = body.readUInt8(SALT_BYTES + 4);
  const sender = body.subarray(SALT_BYTES + 5, SALT_BYTES + 5 + keyBytes);
  const sealed = body.subarray(SALT_BYTES + 5 + keyBytes);
  const shared = browser.pair.computeSecret(sender);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), browser.pair.getPublicKey(), sender]);
  const prk = createHmac("sha256", browser.auth).update(shared).digest();
  const ikm = createHmac("sha256", prk).update(info).update(Buffer.of(1)).digest();
  const derive = (name: string, bytes: number) =>
    Buffer.from(hkdfSync("sha256", ikm, salt, Buffer.from(`Content-Encoding: ${name}\0`), bytes));
  const decipher = createDecipheriv("aes-128-gcm", derive("aes128gcm", 16), derive("nonce", 12));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
  // The text ends at the last 2; zeros after it are padding.
  return padded.subarray(0, padded.lastIndexOf(2)).toString("utf8");
}
