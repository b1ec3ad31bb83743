import { describe, expect, test } from "vitest";
import { isAutomaticMail, isOfList } from "./automatic-mail.ts";
import { formerSubjects } from "../../../templates/former-words.ts";
import { parseMail } from "./mime-parts.ts";

const FROM = "cara@shop.test";

async function rootOf(header: string) {
  const { root } = await parseMail(Buffer.from(`From: ${FROM}\r\n${header}\r\n\r\nHello`));
  return root;
}
const isAutomatic = async (header: string) => isAutomaticMail(await rootOf(header), FROM, FROM);

describe("a program wrote", () => {
  test.each([
    "Automatic reply: hello",
    "Re: Automatic reply: hello",
    "=?utf-8?B?157Xoteg15Qg15DXldeY15XXnteY15k=?=: hello",
    "=?utf-8?Q?R=C4=83spuns_automat?=: hello",
    "=?utf-8?B?zpHPhc+Ez4zOvM6xz4TOtyDOsc+AzqzOvc+EzrfPg863?=: hello",
    "Balasan otomatis: hello",
    "=?utf-8?B?VHLhuqMgbOG7nWkgdOG7sSDEkeG7mW5n?=: hello",
    "=?utf-8?B?4LiB4Liy4Lij4LiV4Lit4Lia4LiB4Lil4Lix4Lia4Lit4Lix4LiV4LmC4LiZ4Lih4Lix4LiV4Li0?=: hello",
    "=?utf-8?Q?Sj=C3=A1lfvirkt_svar?=: hello",
    "AUTOMATIC REPLY : hello",
    "Auto Reply",
    "[Auto-Reply] hello",
    "(Auto-Reply) hello",
    "hello [Auto-Reply]",
    "Automatische Antwort: hello",
    "Abwesenheitsnotiz",
    "Abwesenheitsmeldung: hello",
    "Out of office: hello",
    "Out-of-Office: hello",
    "Out of Office AutoReply: hello",
    "OOO: hello",
    "Autorespuesta: hello",
    "Respuesta automatica: hello",
    "Respuesta automática: hello",
    "=?utf-8?Q?R=C3=A9ponse_automatique?= : hello",
    "=?utf-8?Q?Re=CC=81ponse_automatique?=: hello",
    "=?utf-8?Q?Fr=C3=A5nvaro?=: hello",
    "=?utf-8?Q?Frav=C3=A6rende?=: hello",
    "Afwezigheidsmelding: hello",
    "Vacation reply",
    "=?utf-8?Q?=E8=87=AA=E5=8B=95=E8=BF=94=E4=BF=A1=EF=BC=9Ahello?=",
  ])("Subject: %s", async (subject) => {
    expect(await isAutomatic(`Subject: ${subject}`)).toBe(true);
  });

  test.each([
    "Auto-Submitted: auto-replied (rejected (again); no)",
    'X-Autoreply: "yes"',
    "X-POST-MessageClass: 9; Autoresponder",
    "Delivered-To: cara@shop.test\r\nDelivered-To: Autoresponder",
    "X-FC-MachineGenerated: true",
    "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent",
    "Precedence: auto_reply",
    "Precedence: auto-reply",
    "Precedence: auto-replied",
    "X-Precedence: Auto_Response",
    "X-ZohoMail-AutoResponse: yes",
    "Precedence: auto-reply\r\nX-ZohoMail-AutoResponse: yes\r\nSubject: Re: hello",
    "Precedence: bulk (news)",
    "Precedence: bulk\r\nIn-Reply-To: <a@b.test>\r\nX-Auto-Response-Suppress: All",
    "Precedence: bulk\r\nIn-Reply-To: <a@b.test>\r\nAuto-Submitted: auto-replied",
    "Precedence: bulk\r\nIn-Reply-To: <a@b.test>\r\nSubject: Abwesenheitsnotiz",
    "In-Reply-To: <a@b.test>\r\nPrecedence: auto_reply",
  ])("%s", async (header) => {
    expect(await isAutomatic(header)).toBe(true);
  });
});

describe("a person wrote", () => {
  test.each([
    "Out of office chairs: when?",
    "Automatic response unit broken",
    "Automatic reply to your question",
    "=?utf-8?Q?Abwesend war ich, jetzt nicht mehr?=",
    "Abwesenheit: wer vertritt Sie?",
    "Afwezig bij levering",
    "Absence du bureau de poste",
    "OOO!",
    "Fwd: Automatic reply: hello",
    "Is this an automatic reply: yes or no?",
    "Autosvar virker ikke",
    "AW: Abwesenheitsnotiz",
    "Re: Out of office",
    "Re: AW: Automatische Antwort.",
  ])("Subject: %s", async (subject) => {
    expect(await isAutomatic(`Subject: ${subject}`)).toBe(false);
  });

  test.each([
    'X-Autoreply: "no"',
    'Auto-Submitted: "no" (by (my own) hand)',
    "X-Loop: cara@shop.test",
    "List-Id: Our company <all.shop.test>",
    "Precedence: list",
    "Precedence: bulk\r\nIn-Reply-To: <a@b.test>",
    "Precedence: junk\r\nReferences: <a@b.test>",
    "X-FC-MachineGenerated: false",
    "X-ZohoMail-AutoResponse: no",
    "Precedence: first-class",
    "X-POST-MessageClass: 1",
    "Delivered-To: autoresponder@shop.test",
  ])("%s", async (header) => {
    expect(await isAutomatic(header)).toBe(false);
  });
});

describe("a subject alone, when our own are known", () => {
  const isOf = async (header: string) =>
    isAutomaticMail(await rootOf(header), FROM, FROM, [
      "Your question to Acme",
      "Acme: Réponse",
      "An answer of the Acme Support to your question",
      ...formerSubjects("Acme Support", ["The agent"]),
    ]);

  test.each([
    "Automatic reply: Your question to Acme",
    "Abwesend: Re: Your question to Acme",
    "Re: Automatic reply: Your question to Acme",
    "Out of Office Re: Your question to Acme",
    "Abwesenheitsnotiz Your question to Acme",
    "Abwesenheitsnotiz - your  question to Acme",
    "OOO Your question to Acme",
    "[Auto-Reply] Your question to Acme",
    "Your question to Acme (Auto-Reply)",
    "Automatic reply: [External] Your question to Acme",
    "=?utf-8?Q?Abwesenheitsnotiz_Acme:_R=C3=A9ponse?=",
    "Automatic reply: An answer of the Acme Support",
    "Automatic reply:",
    "Automatic reply: The agent answered you",
    "Automatic reply: Ana answered you",
    "Automatische Antwort: Ana hat Ihnen geantwortet",
    "Automatic reply: The agent answered you\r\nIn-Reply-To: <a@b.test>",
    "Abwesend: The agent hat Ihnen geantwortet",
    "Out of office: 3 new messages from Acme Support",
    "Fuera de la oficina: Su conversación con Acme Support",
    "Vacation reply",
    "Autoresponder: hello\r\nX-Auto-Response-Suppress: OOF",
    "Come on Monday\r\nAuto-Submitted: auto-replied",
    "Automatic reply: I am away\r\nX-Auto-Response-Suppress: All",
    "Out of office: I am away\r\nPrecedence: bulk\r\nIn-Reply-To: <a@b.test>",
  ])("a program: %s", async (subject) => {
    expect(await isOf(`Subject: ${subject}`)).toBe(true);
  });

  test.each([
    "Abwesend: bitte am Montag nicht liefern",
    "Holiday message: please deliver before Friday",
    "Re: Automatic reply: broken function",
    "Out of office Re: the chairs",
    "[Out of office] please ring next door",
    "Please ring next door (out of office)",
    "OOO: come on Monday",
    "Abwesenheitsnotiz einrichten",
    "Re: Abwesenheitsnotiz Your question to Acme",
    "Re: Your question to Acme",
    "Automatic reply to your question to Acme",
    "Automatic reply: how do I switch it off?",
    "Autoresponder: still sends the wrong text",
    "Automatische Antwort: kommt doppelt an",
    "Out of Office AutoReply: please switch it off",
    "Automatic reply: please switch it off\r\nIn-Reply-To: <a@b.test>",
    "Automatic reply: please switch it off\r\nReferences: <a@b.test>",
    "Out of office: Ana answered you",
    "Out of office: nobody has answered you",
  ])("a person: %s", async (subject) => {
    expect(await isOf(`Subject: ${subject}`)).toBe(false);
  });
});

test("without our subjects a program's mark before an answer is enough", async () => {
  expect(await isAutomatic("Subject: Out of Office Re: your question")).toBe(true);
});

test("a list is known as one, so that it gets no answer", async () => {
  expect(isOfList(await rootOf("List-Id: <all.shop.test>"))).toBe(true);
  expect(isOfList(await rootOf("Precedence: list"))).toBe(true);
  expect(isOfList(await rootOf("Subject: hello"))).toBe(false);
});
