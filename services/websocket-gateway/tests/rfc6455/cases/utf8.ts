import { echoRequest, octets, split, type Case } from "../case.ts";
import { more, text } from "../frame-bytes.ts";

const takes = (id: string, name: string, value: string): Case => ({
  id,
  name,
  writes: [text(echoRequest(value))],
  answers: [`ok ${value}`],
  outcome: "stays",
});

/** Autobahn's part 6: what is UTF-8 comes back as it was. */
const valid: Case[] = [
  takes("6.2.1", "Latin letters with accents", "Hello-µ@ßöäüàá-UTF-8!!"),
  takes("6.5.1", "Greek", "κόσμε"),
  takes("6.7.1", "the first of 1 byte that JSON takes unescaped", " "),
  takes("6.7.2", "the first of 2 bytes", "\u0080"),
  takes("6.7.3", "the first of 3 bytes", "\u0800"),
  takes("6.7.4", "the first of 4 bytes", "\u{10000}"),
  takes("6.9.1", "the last of 1, 2, 3 and 4 bytes", "\u007f\u07ff\uffff\u{10ffff}"),
  takes("6.11.1", "around the surrogates", "\ud7ff\ue000"),
  takes("6.11.2", "the replacement character itself", "\ufffd"),
  takes("6.22.1", "noncharacters", "\ufffe\uffff\u{1fffe}\ufdd0"),
];

const greek = Buffer.from(echoRequest("κόσμε"));
const inKappa = greek.indexOf(Buffer.from("κ")) + 1;
const [head, tail] = split(greek, inKappa);

/** Code points that are cut by a fragment's or a packet's end are still whole. */
const cut: Case[] = [
  {
    id: "6.2.3",
    name: "one fragment per octet",
    writes: [text("", { fin: false }), ...octets(greek).map((octet) => more(octet)), more("", true)],
    answers: ["ok κόσμε"],
    outcome: "stays",
  },
  {
    id: "6.2.4",
    name: "a code point cut by a fragment",
    writes: [text(head, { fin: false }), more(tail, true)],
    answers: ["ok κόσμε"],
    outcome: "stays",
  },
  {
    id: "6.2.5",
    name: "a code point cut by a packet",
    writes: octets(text(greek)),
    answers: ["ok κόσμε"],
    outcome: "stays",
  },
  {
    id: "6.4.1",
    name: "a message that ends within a code point",
    writes: [text(head, { fin: false }), more("", true)],
    outcome: "fails",
  },
];

/** Within a string that would otherwise be a valid request, so that nothing but the encoding is wrong. */
function around(bytes: readonly number[]): Buffer {
  const [before = "", after = ""] = echoRequest("<>").split("<>");
  return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
}

const refuses = (id: string, name: string, bytes: readonly number[]): Case => ({
  id,
  name,
  writes: [text(around(bytes))],
  outcome: "fails",
});

const invalid: Case[] = [
  {
    id: "6.3.1",
    name: "Greek, then a surrogate in UTF-8",
    writes: [text(around([0xce, 0xba, 0xed, 0xa0, 0x80, 0x65]))],
    outcome: "fails",
  },
  {
    id: "6.3.2",
    name: "the same, one fragment per octet",
    writes: [
      text("", { fin: false }),
      ...octets(around([0xce, 0xba, 0xed, 0xa0, 0x80, 0x65])).map((octet) => more(octet)),
      more("", true),
    ],
    outcome: "fails",
  },
  refuses("6.12.1", "a lone continuation byte", [0x80]),
  refuses("6.12.8", "the last continuation byte, four times", [0xbf, 0xbf, 0xbf, 0xbf]),
  refuses("6.14.1", "a lone start of 2 bytes", [0xc3, 0x20]),
  refuses("6.14.2", "a lone start of 3 bytes", [0xe2, 0x20]),
  refuses("6.14.3", "a lone start of 4 bytes", [0xf0, 0x20]),
  refuses("6.15.1", "a sequence of 3 that lacks its last", [0xe2, 0x82]),
  refuses("6.16.1", "FE and FF", [0xfe, 0xff]),
  refuses("6.17.1", "an overlong slash of 2 bytes", [0xc0, 0xaf]),
  refuses("6.17.2", "an overlong slash of 3 bytes", [0xe0, 0x80, 0xaf]),
  refuses("6.17.3", "an overlong slash of 4 bytes", [0xf0, 0x80, 0x80, 0xaf]),
  refuses("6.19.1", "an overlong NUL", [0xc0, 0x80]),
  refuses("6.20.1", "the first high surrogate", [0xed, 0xa0, 0x80]),
  refuses("6.20.2", "the last low surrogate", [0xed, 0xbf, 0xbf]),
  refuses("6.21.1", "a pair of surrogates, each in UTF-8", [0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80]),
  refuses("6.23.1", "beyond U+10FFFF", [0xf4, 0x90, 0x80, 0x80]),
  refuses("6.23.2", "a sequence of 5 bytes", [0xf8, 0x88, 0x80, 0x80, 0x80]),
];

export const utf8Cases: Case[] = [...valid, ...cut, ...invalid];
