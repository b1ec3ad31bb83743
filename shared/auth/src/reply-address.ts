import { createHmac } from "node:crypto";
import { Uuid } from "@chorus/contracts/ids";
import { equalSecrets } from "./secrets.ts";

/** RFC 4648 in lower case: mail servers may change the case of the local part. */
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const ID_CHARACTERS = 26;
const SIGNATURE_BYTES = 10;
const SIGNATURE_CHARACTERS = 16;

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

/** @returns the conversation; null for any address that was not made with this secret */
export function readReplyAddress(secret: string, mailbox: string, address: string): string | null {
  const token = replyTokenOf(mailbox, address);
  return token === null ? null : readReplyToken(secret, token);
}

/** What stands behind the + of an address of this box, which may still be anybody's; null when it is none. */
export function replyTokenOf(mailbox: string, address: string): string | null {
  const [local = "", domain = ""] = mailbox.toLowerCase().split("@");
  const written = address.trim().toLowerCase();
  if (!written.startsWith(`${local}+`) || !written.endsWith(`@${domain}`)) return null;
  const token = written.slice(local.length + 1, written.length - domain.length - 1);
  return conversationOfReplyToken(token) === null ? null : token;
}

/** @returns the conversation; null for any token that was not made with this secret */
export function readReplyToken(secret: string, token: string): string | null {
  const conversationId = conversationOfReplyToken(token);
  if (conversationId === null) return null;
  return equalSecrets(token, tokenOf(secret, conversationId)) ? conversationId : null;
}

/** The conversation that a token names, whoever has made it; null when it is none. */
export function conversationOfReplyToken(token: string): string | null {
  if (token.length !== ID_CHARACTERS + SIGNATURE_CHARACTERS) return null;
  return uuidOf(decode(token.slice(0, ID_CHARACTERS)));
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
