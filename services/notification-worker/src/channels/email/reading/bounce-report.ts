import { cutText } from "@chorus/contracts/cut-text";
import { typeOf, type MimePart } from "./mime-parts.ts";
import { withoutControls } from "./decode-text.ts";

/** A delivery status notification about one of our mails (RFC 3464). */
export interface Bounce {
  /** The delivery from its Message-ID. */
  deliveryId: string;
  /** In lower case. */
  recipient: string;
  action: "failed" | "delayed" | "delivered";
  /** The enhanced status code (RFC 3463), 5.1.1. */
  status: string;
  /** The server's text. */
  words: string;
}

const OUR_MESSAGE_ID = /<delivery-([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})@/i;
const REPORTS = new Set(["message/delivery-status", "message/global-delivery-status"]);
const MAX_WORDS = 200;
const MAX_BYTES = 64 * 1024;

/** @returns one for each reported recipient; none when it is not a report about one of our mails */
export function readBounces(root: MimePart): Bounce[] {
  const parts = leavesOf(root);
  const report = parts.find((part) => REPORTS.has(typeOf(part)));
  if (!report) return [];
  const deliveryId = parts.map((part) => OUR_MESSAGE_ID.exec(latinOf(part))?.[1]).find((id) => id !== undefined);
  if (deliveryId === undefined) return [];
  const [, ...recipients] = latinOf(report).split(/\r?\n[ \t]*\r?\n/);
  return recipients.flatMap((fields) => bounceOf(fieldsOf(fields), deliveryId.toLowerCase()));
}

function bounceOf(fields: ReadonlyMap<string, string>, deliveryId: string): Bounce[] {
  const recipient = addressOf(fields.get("original-recipient")) ?? addressOf(fields.get("final-recipient"));
  const action = fields.get("action")?.toLowerCase();
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get("status") ?? "")?.[0];
  if (recipient === null || status === undefined) return [];
  if (action !== "failed" && action !== "delayed" && action !== "delivered") return [];
  const words = cutText(withoutControls(fields.get("diagnostic-code") ?? status).replaceAll(/\s+/g, " "), MAX_WORDS);
  return [{ deliveryId, recipient, action, status, words }];
}

/** `rfc822; casey@shop.test` */
function addressOf(field: string | undefined): string | null {
  return field?.split(";").at(-1)?.trim().replaceAll(/^<|>$/g, "").toLowerCase() || null;
}

function fieldsOf(text: string): Map<string, string> {
  const lines = text.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  return new Map(
    lines.flatMap((line) => {
      const at = line.indexOf(":");
      return at < 0 ? [] : [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()] as const];
    }),
  );
}

function leavesOf(part: MimePart): MimePart[] {
  return part.childNodes.length === 0 ? [part] : part.childNodes.flatMap(leavesOf);
}

function latinOf({ content }: MimePart): string {
  return Buffer.from(content ?? new ArrayBuffer(0))
    .subarray(0, MAX_BYTES)
    .toString("latin1");
}
