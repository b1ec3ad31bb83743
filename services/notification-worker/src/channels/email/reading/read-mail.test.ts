import { describe, expect, test } from "vitest";
import { decodeText } from "./decode-text.ts";
import { parseMail } from "./mime-parts.ts";
import { quotableText } from "./quotable-text.ts";
import { readContent } from "./read-mail.ts";

const known = quotableText(["Does it fit?"], ["Olivia"]);

async function read(lines: string[], language: "en" | "de" = "en") {
  const raw = Buffer.from(["From: Cara <cara@shop.test>", "MIME-Version: 1.0", ...lines].join("\r\n"), "latin1");
  return readContent((await parseMail(raw)).root, known, language);
}

/** A line for each 45 bytes. */
function uuencoded(bytes: Buffer): string[] {
  const six = (value: number) => (value === 0 ? "`" : String.fromCharCode(32 + value));
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 45) {
    const piece = bytes.subarray(at, at + 45);
    let line = six(piece.length);
    for (let from = 0; from < piece.length; from += 3) {
      const [a = 0, b = 0, c = 0] = piece.subarray(from, from + 3);
      line += six(a >> 2) + six(((a & 3) << 4) | (b >> 4)) + six(((b & 15) << 2) | (c >> 6)) + six(c & 63);
    }
    lines.push(line);
  }
  return lines;
}

const mixed = (...parts: string[]) => [
  'Content-Type: multipart/mixed; boundary="b"',
  "",
  ...parts.map((part) => `--b\r\n${part}`),
  "--b--",
];
const TEXT = "Content-Type: text/plain; charset=utf-8\r\n\r\nSee it";

test.each([
  ["windows-1252", "20 \x80 \x96 It\x92s", "20 € – It’s"],
  ["iso-8859-1", "20 \x80 \xfc", "20 € ü"],
  ["windows-1252", "Gr\xc3\xbc\xc3\x9fe 20 \xe2\x82\xac", "Grüße 20 €"],
  ["iso-8859-1", "\xd0\x9f\xd1\x80", "Пр"],
  ["iso-8859-1", "\xc3\xbc \xfc", "Ã¼ ü"],
  ["utf-16", "\xfe\xff\0G\0r\0\xfc", "Grü"],
  ["utf-16", "\xff\xfeG\0r\0\xfc\0", "Grü"],
  ["us-ascii", "Gr\xc3\xbc\xc3\x9fe", "Grüße"],
  ["us-ascii", "Gr\xfc\xdfe \x80", "Grüße €"],
  ["x-unknown", "Gr\xc3\xbc\xc3\x9fe", "Grüße"],
  ["x-unknown", "Gr\xfc\xdfe", "Grüße"],
  [undefined, "Gr\xc3\xbc\xc3\x9fe", "Grüße"],
  [undefined, "Gr\xfc\xdfe", "Grüße"],
  [undefined, '\x1b$B$"$j$,$H$&\x1b(B OK', "ありがとう OK"],
  ["iso-2022-jp", '\x1b$B$"$j$,$H$&\x1b(B OK', "ありがとう OK"],
  ["utf-8", "Gr\xfc\xdfe", "Grüße"],
  ["cp932", "\x82\xa0", "あ"],
  ["koi8-r", "\xf0\xd2\xc9\xd7\xc5\xd4", "Привет"],
  ["gb2312", "\xc4\xe3\xba\xc3", "你好"],
  ["windows-1251", "\xcf\xf0\xe8\xe2\xe5\xf2", "Привет"],
  ["iso-8859-15", "\xa4", "€"],
  ["utf-7", "Gr+APwA3w-e", "Grüße"],
  ["unicode-1-1-utf-7", "Gr+APwA3w-e", "Grüße"],
  ["cp850", "Gr\x81\xe1e", "Grüße"],
  ["ibm852", "\x88\xa2d\xab", "łódź"],
  ["cp437", "Gr\x81\xe1e", "Grüße"],
  ["cp1252", "It\x92s", "It’s"],
  ["utf-8", "Gr\xc3\xbc\xc3\x9fe f\xc3\xbcr 20 \x80 danke", "Grüße für 20 € danke"],
  [undefined, "Gr\xc3\xbc\xc3\x9fe f\xc3\xbcr 20 \x80 danke", "Grüße für 20 € danke"],
  ["iso-8859-1", "Gr\xc3\xbc\xc3\x9fe f\xc3\xbcr 20 \x80 danke, sch\xc3\xb6n", "Grüße für 20 € danke, schön"],
  ["utf-8", "20 \xe2\x82\xac, \x93ja\x94 \xe2\x80", "20 €, “ja” â€"],
  ["utf-8", "\xe4\xbd\xa0\xe5\xa5\xbd \xff", "你好 ÿ"],
  ["iso-2022-kr", "\x1b$)C\x0e>H3g\x0f OK 4711\n\x0e>H3g\x0f.", "안녕 OK 4711\n안녕."],
  [undefined, "\x1b$)C\x0e>H3g\x0f OK", "안녕 OK"],
  ["hz-gb-2312", "~{<:Ky2;S{~}~~ OK", "己所不欲~ OK"],
  ["hz-gb-2312", "a ~\nb ~{VPND~}abc", "a b 中文abc"],
  ["iso-2022-cn", "\x1b$)A\x0eVPND\x0f OK", "中文 OK"],
  ["hex", "Gr\xc3\xbc\xc3\x9fe", "Grüße"],
  ["base64", "Gr\xfc\xdfe", "Grüße"],
])("%s: %j is %s", (charset, bytes, text) => {
  expect(decodeText(Buffer.from(bytes, "latin1"), charset)).toBe(text);
});

describe("text that old programs wrote into lines of six bits", () => {
  test.each(["x-uuencode", "uuencode", "X-UUE", "x-uue"])("%s", async (encoding) => {
    const headers = ["Content-Type: text/plain; charset=iso-8859-1", `Content-Transfer-Encoding: ${encoding}`, ""];
    const line = Buffer.from("Many thanks! Grüße, Cara.\n", "latin1");
    const body = ["begin 644 text.txt", ...uuencoded(line), "`", "end"];
    expect((await read([...headers, ...body])).text).toBe("Many thanks! Grüße, Cara.");
  });

  test("what is no such text stays as it is", async () => {
    const headers = ["Content-Type: text/plain", "Content-Transfer-Encoding: x-uuencode", ""];
    expect((await read([...headers, "Just words."])).text).toBe("Just words.");
  });
});

/** As `read` takes it: a character for each byte. */
const utf8 = (text: string) => Buffer.from(text).toString("latin1");

test("characters that are marks of our own inside are no marks in a mail", async () => {
  const { text } = await read(["Content-Type: text/plain; charset=utf-8", "", utf8("Order \uE001twelve\uE002 pieces")]);
  expect(text).toBe("Order twelve pieces");
});

test("an enclosed mail that cannot be read is named, and the mail around it is read", async () => {
  const nested = (depth: number): string =>
    depth === 0 ? "x" : `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n${nested(depth - 1)}`;
  const enclosed = (mail: string) => `Content-Type: message/rfc822\r\n\r\n${mail}`;
  const parts = [TEXT, enclosed(nested(300)), enclosed(`Subject: ${"x".repeat(3_000_000)}\r\n\r\n`)];
  const { text, attachments } = await read(mixed(...parts));
  expect([text, attachments.length]).toEqual(["See it", 2]);
});

test("of very many attachments the first are named, and the number of the others is told", async () => {
  const files = Array.from({ length: 5_000 }, (_, at) => `Content-Type: text/csv; name="f${at}.csv"\r\n\r\nx`);
  const { attachments } = await read(mixed(TEXT, ...files));
  expect(attachments.slice(-2)).toEqual(["f199.csv", "… (+4800)"]);
});

test("a name does not turn the text around it", async () => {
  const file = utf8('Content-Type: text/csv; name="invoice\u202Egpj.exe"\r\n\r\nx');
  expect((await read(mixed(TEXT, file))).attachments).toEqual(["invoicegpj.exe"]);
});

test("HTML says its charset itself", () => {
  const html = Buffer.from('<meta http-equiv=Content-Type content="text/html; charset=windows-1251">\xcf', "latin1");
  expect(decodeText(html, undefined, true)).toContain("П");
});

test.each([
  ["base64", "R3L832UggA=="],
  ["quoted-printable", "Gr=FC=DFe =80"],
])("windows-1252 in %s", async (encoding, body) => {
  const headers = [
    "Content-Type: text/plain; charset=windows-1252",
    `Content-Transfer-Encoding: ${encoding}`,
    "",
    body,
  ];
  expect((await read(headers)).text).toBe("Grüße €");
});

test.each([
  ["Content-Type: image/heic\r\nContent-Disposition: inline; filename=IMG_1.HEIC\r\n\r\nx", "IMG_1.HEIC"],
  ["Content-Type: application/pdf; name=a.pdf\r\nContent-Disposition: inline\r\n\r\nx", "a.pdf"],
  ["Content-Type: video/quicktime; name=clip.mov\r\n\r\nx", "clip.mov"],
  ["Content-Type: image/png\r\nContent-ID: <x@y>\r\n\r\nx", "image/png"],
  ["Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: inline; filename=log.txt\r\n\r\nx", "log.txt"],
  [
    "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*=windows-1252''20%20%80.pdf\r\n\r\nx",
    "20 €.pdf",
  ],
  [
    'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="=?windows-1252?Q?20_=80.pdf?="\r\n\r\nx',
    "20 €.pdf",
  ],
  ["Content-Type: message/rfc822\r\n\r\nSubject: The invoice\r\n\r\nHi", "mail: The invoice"],
  [
    "Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Fitting\\, in \r\n town\r\nEND:VEVENT",
    "invitation: Fitting, in town",
  ],
  [
    "Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nATTENDEE;CN=Cara;\r\n PARTSTAT=DECLINED:mailto:cara@shop.test\r\nSUMMARY:Delivery\r\nEND:VEVENT",
    "invitation (declined): Delivery",
  ],
  [
    "Content-Type: text/calendar; method=CANCEL\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nBEGIN:VEVENT\r\nSUMMARY:Delivery\r\nEND:VEVENT",
    "invitation (cancelled): Delivery",
  ],
])("%j is named %s", async (part, name) => {
  expect(await read(mixed(TEXT, part))).toMatchObject({ text: "See it", attachments: [name] });
  expect((await read(mixed(part))).attachments).toEqual([name]);
});

test("each of many is named, a signature's image and what signs a mail is not", async () => {
  const html = '<p>See <img src="cid:photo@x"></p><div class="gmail_signature">Cara <img src="cid:logo@x"></div>';
  const image = (id: string) => `Content-Type: image/png; name=${id}.png\r\nContent-ID: <${id}@x>\r\n\r\nx`;
  const parts = [
    `Content-Type: text/html\r\n\r\n${html}`,
    image("photo"),
    image("logo"),
    "Content-Type: application/pgp-signature; name=signature.asc\r\n\r\nx",
    ...Array.from({ length: 30 }, (_, at) => `Content-Type: application/pdf; name=${at}.pdf\r\n\r\nx`),
  ];
  const { text, attachments } = await read(mixed(...parts));
  expect(text).toBe("See");
  expect(attachments).toEqual(["photo.png", ...Array.from({ length: 30 }, (_, at) => `${at}.pdf`)]);
});

test("of two forms the plain one is read, and an empty one is none", async () => {
  const alternative = (plain: string) => [
    'Content-Type: multipart/alternative; boundary="b"',
    "",
    `--b\r\nContent-Type: text/plain\r\n\r\n${plain}`,
    "--b\r\nContent-Type: text/html\r\n\r\n<p>rich</p>\r\n--b--",
  ];
  expect((await read(alternative("plain"))).text).toBe("plain");
  expect((await read(alternative(" "))).text).toBe("rich");
});

test("soft line breaks are none", async () => {
  const flowed = ["Content-Type: text/plain; format=flowed", "", "one ", "line", "-- ", "Cara"];
  expect(await read(flowed)).toMatchObject({ text: "one line", quoted: "--\nCara" });
});

test.each(["\u200B", "\uFEFF\u00AD\u2060", "\u200C \u00A0\u034F\r\n\u2800"])(
  "a plain form that nobody sees (%j) is none",
  async (plain) => {
    const parts = [
      `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${utf8(plain)}`,
      "--b\r\nContent-Type: text/html\r\n\r\n<p>Please deliver on Wednesday.</p>\r\n--b--",
    ];
    const { text } = await read(['Content-Type: multipart/alternative; boundary="b"', "", ...parts]);
    expect(text).toBe("Please deliver on Wednesday.");
  },
);

test.each([
  "text/markdown",
  "text/enriched; charset=utf-8",
  "text/x-something",
  "text/plain charset=utf-8",
  "text",
  "text plain",
  "text/",
  "/plain",
  "",
  "plain; charset=utf-8",
])("text of the type %j is read as plain text, as a whole mail and as a part", async (type) => {
  const part = [`Content-Type: ${type}`, "", utf8("Grüße & <3")];
  expect(await read(part)).toMatchObject({ text: "Grüße & <3", attachments: [] });
  expect(await read(mixed(TEXT, part.join("\r\n")))).toMatchObject({ text: "See it\n\nGrüße & <3", attachments: [] });
});

test.each(["text/html charset=utf-8", "text/x-amp-html", "text/watch-html"])("%s is read as HTML", async (type) => {
  expect((await read([`Content-Type: ${type}`, "", "<p>Tea &amp; cake</p>"])).text).toBe("Tea & cake");
});

test.each([
  ["Content-Type: text/markdown\r\nContent-Disposition: attachment; filename=notes.md\r\n\r\nx", "notes.md"],
  ["Content-Type: text/markdown; name=notes.md\r\n\r\nx", "notes.md"],
  ["Content-Type: pdf; name=a.pdf\r\n\r\nx", "a.pdf"],
  ["Content-Type: text/vcard\r\n\r\nBEGIN:VCARD", "text/vcard"],
  ["Content-Type: text/csv\r\n\r\n1;2", "text/csv"],
  ["Content-Type: text/rtf\r\n\r\n{\\rtf1}", "text/rtf"],
  ["Content-Type: text/xml\r\n\r\n<a/>", "text/xml"],
  ["Content-Type: application/json\r\n\r\n{}", "application/json"],
])("%j stays an attachment", async (part, name) => {
  expect(await read(mixed(TEXT, part))).toMatchObject({ text: "See it", attachments: [name] });
});

describe("of several forms", () => {
  const alternative = (...parts: string[]) => mixed(...parts).map((line) => line.replace("/mixed", "/alternative"));
  const HTML = "Content-Type: text/html\r\n\r\n<p>rich</p>";

  test("HTML goes before unusual text, and that before nothing", async () => {
    const unusual = "Content-Type: text/x-amp-html\r\n\r\n<p>amp</p>";
    expect(await read(alternative(unusual, HTML))).toMatchObject({ text: "rich", attachments: [] });
    expect(await read(alternative("Content-Type: text/plain\r\n\r\n ", unusual))).toMatchObject({ text: "amp" });
  });

  test("a reaction's data are not mentioned beside its words; an invitation is", async () => {
    const reaction = 'Content-Type: text/vnd.google.email-reaction+json\r\n\r\n{"emoji":"x"}';
    const invitation = "Content-Type: text/calendar\r\n\r\nBEGIN:VEVENT\r\nSUMMARY:Fitting";
    expect(await read(alternative(TEXT, reaction, HTML))).toMatchObject({ text: "See it", attachments: [] });
    expect((await read(alternative(TEXT, invitation))).attachments).toEqual(["invitation: Fitting"]);
  });
});

test.each([
  ["no boundary", "Content-Type: multipart/alternative"],
  ["a boundary that is nowhere", 'Content-Type: multipart/alternative; boundary="A"'],
])("a mail of several parts with %s is read as it stands there", async (_, type) => {
  expect((await read([type, "", "Just text here"])).text).toContain("Just text here");
});

test("a plain form that says none of the words of the other is a stand-in for it", async () => {
  const alternative = (plain: string, html: string) => [
    'Content-Type: multipart/alternative; boundary="b"',
    "",
    `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${plain}`,
    `--b\r\nContent-Type: text/html\r\n\r\n${html}`,
    "--b--",
  ];
  const stub = "Your e-mail program cannot show HTML.";
  expect((await read(alternative(stub, "<p>Please cancel order 4711</p>"))).text).toBe("Please cancel order 4711");
  const kettle = "<p>The kettle leaks at the lid, order 4711. Please send another one.</p>";
  const leaks = "The kettle leaks at the lid, order 4711. Please send another one.";
  for (const standsIn of [
    "このメールはHTML形式です。",
    "您的邮件客户端不支持HTML格式，请使用其他客户端查看。",
    "HTML mail",
    "HTML",
  ])
    expect((await read(alternative(utf8(standsIn), kettle))).text).toBe(leaks);
  const chinese = "水壶盖子漏水，\n订单4711。请再寄一个。";
  const asHtml = `<meta charset=utf-8><p>${chinese.replace("\n", "")}</p>`;
  expect((await read(alternative(utf8("您的邮件客户端不支持HTML格式。"), utf8(asHtml)))).text).toBe(
    chinese.replace("\n", ""),
  );
  for (const [short, html] of [
    ["Ok.", "<p>Ok.</p><p>Cara Diaz, Main Street 6, Springfield</p>"],
    ["👍", "<p>Cara reacted to your message with this</p>"],
    ["No", "<p><b>No</b></p><p>Sent from somewhere by somebody with something</p>"],
    [chinese, asHtml],
  ] as const)
    expect((await read(alternative(utf8(short).replaceAll("\n", "\r\n"), utf8(html)))).text).toBe(short);
  const plain = "Please cancel order 4711 *today*";
  expect((await read(alternative(plain, "<p>Please cancel order 4711 <b>today</b></p>"))).text).toBe(plain);
});
