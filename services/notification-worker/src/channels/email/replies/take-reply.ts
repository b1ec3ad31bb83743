import { conversationOfReplyToken, readReplyToken, replyTokenOf } from "@chorus/auth/reply-address";
import {
  appendMessages,
  checkMailToken,
  recordAutomaticMail,
  type AppendResult,
} from "@chorus/contracts/routes/internal-chat";
import { ERRORS } from "@chorus/contracts/errors";
import { AppError } from "@chorus/kernel/app-error";
import type { NotificationContext } from "../../../context.ts";
import { isBelievedReport } from "./believed-report.ts";
import { isAutomaticMail } from "../reading/automatic-mail.ts";
import { readBounces } from "../reading/bounce-report.ts";
import { findWriter, readQuotable, type Writer } from "./find-writer.ts";
import { cutToMessage, messageIdOfMail, messagesOfMail, withSubject } from "./message-of-mail.ts";
import { MailTooLarge, parseMail, typeOf } from "../reading/mime-parts.ts";
import { readContent, readHead, type IncomingMail } from "../reading/read-mail.ts";
import { takeBounces, type MailOutcome } from "./take-bounces.ts";

/** A mail as a mail server delivers it. */
export interface ReceivedMail {
  raw: Uint8Array;
  envelopeFrom: string;
  envelopeTo: string;
}

/**
 * Appends a customer's reply by mail to its conversation, once however often it is delivered. Whoever is not heard costs no more
 * than the reading of the headers.
 * @throws Error only for failures on our side: the mail server then keeps the mail
 */
export async function takeReply(context: NotificationContext, handed: ReceivedMail): Promise<MailOutcome> {
  const { config } = context;
  const trustedHost = config.replies?.trustedHost ?? null;
  const { envelopeFrom, raw } = handed;
  const head = await tryToRead(context, () => readHead(raw, { envelopeFrom, trustedHost }));
  if ("outcome" in head) return head;
  if (mayBeReport(head, envelopeFrom)) {
    const report = await tryToRead(context, async () => readBounces((await parseMail(raw)).root));
    if ("outcome" in report) return report;
    if (report.length > 0) return takeBounces(context, report, isBelievedReport(head, envelopeFrom, trustedHost));
  }
  const conversationId = config.replies && (await addressed(context, config.replies.mailbox, handed.envelopeTo));
  if (!conversationId) {
    if (isUnheard(head)) return ignored("Automatic mails to this address are not read.");
    return refused("There is no such address. Please answer the mail itself, with its own address.");
  }
  const writer = await findWriter(context, conversationId);
  if (!writer)
    return isUnheard(head) ? ignored("The conversation is no more.") : refused("The conversation is no more.");
  const isAutomatic = isAutomaticMail(head.root, envelopeFrom, head.from, writer.subjects);
  const mail = { ...head, isAutomatic };
  const problem = problemOf(mail, writer);
  if (problem) return isUnheard(mail) ? ignored(problem) : refused(problem);
  return put(context, { mail, writer, conversationId, raw });
}

/** Mail servers send reports without a sender, or as what they are. */
function mayBeReport({ root }: IncomingMail, envelopeFrom: string): boolean {
  return envelopeFrom === "" || envelopeFrom === "<>" || typeOf(root) === "multipart/report";
}

/** What cannot be read now cannot be read later: it is refused for good. */
async function tryToRead<Result extends object>(
  context: NotificationContext,
  read: () => Promise<Result>,
): Promise<Result | Refusal> {
  try {
    return await read();
  } catch (error) {
    // Endless nesting or headers: not written by a mail program.
    context.logger.info({ err: error }, "a mail that cannot be read");
    const why = error instanceof MailTooLarge ? error.message : "This is no mail that can be read.";
    return refused(`${why} Please write in the chat on the web site.`);
  }
}

/** Whose address it is. chat-service knows the secret of those that were made before links had one of their own. */
async function addressed({ config, chat }: NotificationContext, mailbox: string, address: string) {
  const token = replyTokenOf(mailbox, address);
  if (token === null) return null;
  const known = readReplyToken(config.secrets.links, token);
  if (known !== null) return known;
  const { isOurs } = await chat.call(checkMailToken, { body: { kind: "reply", token } });
  return isOurs ? conversationOfReplyToken(token) : null;
}

interface Put {
  mail: IncomingMail;
  writer: Writer;
  conversationId: string;
  raw: Uint8Array;
}

async function put(context: NotificationContext, { mail, writer, conversationId, raw }: Put): Promise<MailOutcome> {
  const { tenantId, customerId, language, subjects } = writer;
  // An automatic answer must not use up its owner's limit.
  if (!(await context.replyLimits(mail.isAutomatic ? `automatic:${conversationId}` : conversationId)))
    return mail.isAutomatic
      ? ignored("Too many automatic mails about one conversation.")
      : { outcome: "later", detail: "Too many mails about one conversation: the next ones can come in an hour." };
  const known = await readQuotable(context, tenantId, conversationId);
  const content = await tryToRead(context, async () => readContent((await parseMail(raw)).root, known, language));
  if ("outcome" in content) return content;
  const bodies = messagesOfMail(withSubject(content, mail.subject, subjects), language);
  if (bodies.length === 0 && !mail.isAutomatic)
    return refused("The mail has no text of its own beside what it quotes.");
  try {
    if (mail.isAutomatic) {
      const mailId = messageIdOfMail(conversationId, mail, raw);
      const shown = { subject: cutToMessage(mail.subject), body: cutToMessage(content.text) };
      const body = { tenantId, customerId, mailId, ...shown };
      await context.chat.call(recordAutomaticMail, { params: { conversationId }, body });
      return ignored("Automatic answers are no messages: the desk sees that one came.");
    }
    const principal = { tenantId, userId: customerId, role: "customer" as const, sessionId: customerId };
    let taken: MailOutcome = refused("");
    // In sequence: the first may reopen a closed conversation.
    for (const [part, body] of bodies.entries()) {
      const clientMessageId = messageIdOfMail(conversationId, mail, raw, part);
      const quoted = part === bodies.length - 1 ? cutToMessage(content.quoted) : "";
      const origin = { isVerified: mail.isVerified, quoted };
      const item = { principal, conversationId, clientMessageId, body, kind: "text" as const, mail: origin };
      const { results } = await context.chat.call(appendMessages, { body: { tenantId, items: [item] } });
      taken = conclude(conversationId, results[0]);
      if (taken.outcome === "refused") return taken;
    }
    return taken;
  } catch (error) {
    // What chat-service refuses now it will refuse later too; its own failures are temporary.
    if (!(error instanceof AppError) || ERRORS[error.code].status >= 500 || error.code === "rate_limited") throw error;
    return refused("The message could not be stored. Please write in the chat on the web site.");
  }
}

function conclude(conversationId: string, result: AppendResult | undefined): MailOutcome {
  if (result?.ok) return { outcome: result.duplicate ? "repeated" : "appended", conversationId };
  if (result?.error.code === "closed")
    return refused("This conversation has ended and another one has begun: please answer a mail about that one.");
  return refused("The message could not be stored. Please write in the chat on the web site.");
}

/** Machines and lists get no reason. */
function isUnheard({ isAutomatic, isOfList }: IncomingMail): boolean {
  return isAutomatic || isOfList;
}

/** A mail that was forwarded must not let its reader write as the customer. */
function problemOf(mail: IncomingMail, writer: Writer): string | null {
  if (!writer.mayWrite) return "This chat is not available.";
  if (mail.from !== null && mail.from === writer.address) return null;
  return "Please write from the email address that we have for you, or in the chat on the web site.";
}

type Refusal = Extract<MailOutcome, { detail: string }>;

function refused(detail: string): Refusal {
  return { outcome: "refused", detail };
}

function ignored(detail: string): MailOutcome {
  return { outcome: "ignored", detail };
}
