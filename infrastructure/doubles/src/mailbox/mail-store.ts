import { cutText } from "@chorus/contracts/cut-text";
import PostalMime, { type Address as ParsedAddress, type Email } from "postal-mime";

interface Address {
  Name: string;
  Address: string;
}

/** What was answered to a mail on the mailbox's page, and what became of it. */
export interface GivenAnswer {
  text: string;
  at: Date;
  /** As notification-worker says it: `appended`, `refused` … or `unreachable`. */
  outcome: string;
  detail: string;
}

/** One mail, with the field names of Mailpit's HTTP API. */
export interface StoredMail {
  ID: string;
  MessageID: string;
  Read: boolean;
  From: Address;
  To: Address[];
  ReplyTo: Address[];
  Subject: string;
  Created: string;
  Date: string;
  Size: number;
  Snippet: string;
  Text: string;
  HTML: string;
  /** Not Mailpit's: the headers as they came, for tests of threading and unsubscribing. */
  Headers: Record<string, string>;
  raw: Buffer;
  /** What was answered on the page. */
  answers: GivenAnswer[];
}

const KEPT = 20_000;
const SNIPPET_CHARACTERS = 200;

export interface MailStore {
  add(raw: Buffer, envelope: { from: string; to: string[] }): Promise<StoredMail>;
  /** Newest first. */
  list(): readonly StoredMail[];
  find(id: string): StoredMail | undefined;
  clear(): void;
}

export function createMailStore(): MailStore {
  let mails: StoredMail[] = [];
  let number = 0;
  return {
    async add(raw, envelope) {
      const parsed = await PostalMime.parse(raw);
      number += 1;
      const mail = present(String(number).padStart(8, "0"), raw, parsed, envelope);
      mails = [mail, ...mails].slice(0, KEPT);
      return mail;
    },
    list: () => mails,
    find: (id) => (id === "latest" ? mails[0] : mails.find((mail) => mail.ID === id)),
    clear() {
      mails = [];
    },
  };
}

function present(id: string, raw: Buffer, parsed: Email, envelope: { from: string; to: string[] }): StoredMail {
  const text = parsed.text ?? "";
  const now = new Date().toISOString();
  return {
    ID: id,
    MessageID: (parsed.messageId ?? "").replaceAll(/[<>]/g, ""),
    Read: false,
    From: addressesOf(parsed.from)[0] ?? { Name: "", Address: envelope.from },
    To: parsed.to?.flatMap(addressesOf) ?? envelope.to.map((Address) => ({ Name: "", Address })),
    ReplyTo: parsed.replyTo?.flatMap(addressesOf) ?? [],
    Subject: parsed.subject ?? "",
    Created: now,
    Date: new Date(parsed.date ?? now).toISOString(),
    Size: raw.length,
    Snippet: cutText(text.replaceAll(/\s+/g, " "), SNIPPET_CHARACTERS),
    Text: text,
    HTML: parsed.html ?? "",
    Headers: Object.fromEntries(parsed.headers.map(({ key, value }) => [key, value])),
    raw,
    answers: [],
  };
}

function addressesOf(parsed: ParsedAddress | undefined): Address[] {
  if (!parsed) return [];
  const members = parsed.group ?? [parsed];
  return members.map(({ name, address }) => ({ Name: name, Address: address ?? "" }));
}
