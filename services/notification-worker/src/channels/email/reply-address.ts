import { createHmac } from "node:crypto";
import { equalSecrets } from "@chorus/auth/secrets";
import { Uuid } from "@chorus/contracts/ids";

/** RFC 4648 in lower case: mail servers may change the case of the local part. */
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const ID_CHARACTERS = 26;
const SIGNATURE_BYTES = 10;

/**
 * The reply address of a conversation: `reply+<conversation><signature>@…`, always the same, so that address books and
 * threads stay whole. It does not expire, because people answer old mails. Its owner may write there as the customer, from the
 * customer's own address.
 * @param mailbox `reply@chorus.example`, the mailbox that the mail server forwards
 */
export function replyAddress(secret: string, mailbox: string, conversationId: string): string {
  const [local = "", domain = ""] = mailbox.split("@");
  return `${local}+${tokenOf(secret, conversationId)}@${domain}`;
}

/** @returns the conversation; null for any address that this platform has not issued */
export function readReplyAddress(secret: string, mailbox: string, address: string): string | null {
  const [local = "", domain = ""] = mailbox.toLowerCase().split("@");
  const written = address.trim().toLowerCase();
  if (!written.startsWith(`${local}+`) || !written.endsWith(`@${domain}`)) return null;
  const token = written.slice(local.length + 1, written.length - domain.length - 1);
  const conversationId = uuidOf(decode(token.slice(0, ID_CHARACTERS)));
  if (conversationId === null) return null;
  return equalSecrets(token, tokenOf(secret, conversationId)) ? conversationId : null;
}

function tokenOf(secret: string, conversationId: string): string {
  const signature = createHmac("sha256", secret).update(`mail reply\n${conversationId}`).digest();
  return (
    encode(Buffer.from(conversationId.replaceAll("-", ""), "hex")) + encode(signature.subarray(0, SIGNATURE_BYTES))
  );
}

function encode(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => ALPHABET[Number.parseInt(group.padEnd(5, "0"), 2)]).join("");
}

function decode(text: string): Buffer {
  const bits = text
    .split("")
    .map((letter) => Math.max(0, ALPHABET.indexOf(letter)).toString(2).padStart(5, "0"))
    .join("");
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}

function uuidOf(bytes: Buffer): string | null {
  const hex = bytes.toString("hex");
  const written = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  return Uuid.safeParse(written).success ? written : null;
}
