import fc from "fast-check";

const deep = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));

/** What people, programs and attackers send where something else is expected. */
const HOSTILE: readonly unknown[] = [
  ...[null, true, [], {}, 0, -1, -0, 1.5, 1e308, -1e308, 2 ** 31, 2 ** 53, 2 ** 63, Number.MIN_VALUE],
  ...[
    "",
    " ",
    "\0",
    "a\0b",
    "\uD83D",
    "a\uDC00",
    "\u200B",
    "\u3164",
    "\u202Eabc",
    "\r\n",
    "a\nB, 10:00:\nc",
    "null",
    "NaN",
    "-0",
    "1e9",
    "1e400",
  ],
  ...[
    "-".repeat(400),
    "(".repeat(300),
    '"'.repeat(301),
    "a ".repeat(250),
    "or ".repeat(160),
    "\\",
    "%",
    "%00",
    "' or 1=1 --",
    "$1",
    "${x}",
    "../../etc",
  ],
  ...[
    "x".repeat(8_001),
    "é".repeat(70_000),
    "😀".repeat(4_000),
    "x".repeat(199) + "😀",
    "\u0301".repeat(3_000),
    "ﷺ".repeat(700),
  ],
  ...[
    "Etc/Unknown",
    "Mars/Base",
    "+01:00",
    "xx-invalid-locale-tag",
    "i-klingon",
    "0000-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z",
  ],
  ...[
    "2026-02-30T00:00:00.000Z",
    "+275760-09-13T00:00:00.000Z",
    "99:99",
    "24:00",
    "http://[",
    "javascript:alert(1)",
    "https://x/\0",
    "a@b",
    "a@b.c\r\nBcc: d@e.f",
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "me",
    "none",
    "00000000-0000-0000-0000-000000000000",
    "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
  ],
  ...[
    deep(9),
    deep(3_000),
    { __proto__: null, toString: 1 },
    [[[]]],
    Array.from({ length: 501 }, () => "x"),
    { length: 1e9 },
  ],
];

const POSITIONS: readonly unknown[] = [
  ...[
    {},
    [],
    null,
    1,
    "x",
    { id: "\0" },
    { id: "x" },
    { id: 5 },
    { number: 1e30 },
    { number: -1 },
    { number: 2 ** 53 },
    { number: "1" },
  ],
  ...[
    { name: "\0", id: "018f0000-0000-7000-8000-000000000000" },
    { name: "x".repeat(400), id: "018f0000-0000-7000-8000-000000000000" },
  ],
  ...[
    { newsAt: "0000-01-01T00:00:00.000Z", id: "018f0000-0000-7000-8000-000000000000" },
    { newsAt: "x", id: "y" },
  ],
  ...[{ priority: 1e6, enqueuedAt: "2026-01-01T00:00:00.000Z", id: "018f0000-0000-7000-8000-000000000000" }],
  ...[{ afterSeq: -1 }, { afterSeq: 2 ** 53 }, { beforeSeq: 1e300 }, { afterSeq: 9007199254740991, beforeSeq: 0 }],
  ...[
    { createdAt: "2026-01-01T00:00:00.000Z", id: "not-an-id" },
    { xid: "1", at: "x" },
    { changed: 1e300, id: "\0" },
  ],
];

export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...HOSTILE) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...POSITIONS)
      .map((position) => Buffer.from(JSON.stringify(position)).toString("base64url")),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
);

/** A value like the given one, wrong in one place: a field replaced, left out, repeated, or one too many. */
export function justOutside(value: unknown): fc.Arbitrary<unknown> {
  const places = placesOf(value);
  const change = fc.constantFrom("replace", "replace", "replace", "remove", "wrap", "add");
  return fc
    .tuple(fc.constantFrom(...places), change, hostile)
    .map(([place, how, bad]) => changedAt(value, place, how, bad));
}

type Place = readonly (string | number)[];

function placesOf(value: unknown, at: Place = []): Place[] {
  if (typeof value !== "object" || value === null) return [at];
  return [
    at,
    ...Object.entries(value).flatMap(([key, part]) =>
      placesOf(part, [...at, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

function changedAt(value: unknown, place: Place, how: string, bad: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) {
    if (how === "wrap") return [value];
    if (how === "add" && typeof value === "object" && value !== null) return { ...value, surprise: bad };
    return bad;
  }
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >;
  if (how === "remove" && rest.length === 0) delete copy[key];
  else copy[key] = changedAt(copy[key], rest, how, bad);
  return copy;
}

/** Bodies that are not even JSON, or not the JSON that its sender meant. */
export const rawBodies: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  fc.constantFrom<string | Uint8Array>(
    ...[
      "",
      " ",
      "{",
      "null",
      "1",
      '"x"',
      "[]",
      "{}{}",
      "\uFEFF{}",
      '{"a":1e999}',
      '{"__proto__":{"a":1}}',
      "NaN",
      "{'a':1}",
      '{"a":"\\ud800"}',
    ],
    ...["[".repeat(100_000), '{"a":'.repeat(20_000), `[${"0,".repeat(50_000)}0]`, `{"a":${"9".repeat(5_000)}}`],
    ...[
      Uint8Array.of(0xff, 0xfe, 0x00),
      Uint8Array.of(0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d),
      Uint8Array.of(0xed, 0xa0, 0x80),
    ],
  ),
  fc.uint8Array({ maxLength: 50 }),
);

export const pathParts = fc.constantFrom(
  ...[
    "%00",
    "%ff",
    "%",
    "%2e%2e",
    "..",
    "me",
    "null",
    "undefined",
    "%F0%9F%98",
    "%ED%A0%80",
    "a%2Fb",
    "%0d%0aX: y",
    "{}",
    "0",
    "-1",
  ],
  ...[
    "x".repeat(4_000),
    "018F0000-0000-7000-8000-000000000000",
    "018f0000-0000-7000-8000-00000000000%00",
    "018f0000000070008000000000000000",
  ],
);

export const queries = fc.constantFrom(
  ...[
    "",
    "?",
    "&&",
    "=",
    "%",
    "%00=%00",
    "limit",
    "limit=",
    "limit=1e1",
    "limit=1&limit=2",
    "limit=Infinity",
    "limit=-1",
    "limit=0x10",
    "limit=1.5",
    "limit[]=1",
  ],
  ...[
    "cursor=",
    "cursor=%00",
    "cursor=bnVsbA",
    "cursor=e30",
    "cursor=%ff",
    "q=%00",
    "q=%ED%A0%80",
    "q=%",
    "a=b&__proto__=1",
    "status=",
    "status=,,,",
    "userIds=,",
    "x".repeat(6_000),
  ],
  ...[
    "q=" + "-".repeat(400),
    "q=" + "%22a".repeat(120),
    "q=" + "a%20or%20".repeat(55),
    "q=%21%21%21%26%7C%28%29%3A%2A",
    "recipient=%00",
    "action=a.b%0a",
    "from=0000-01-01T00:00:00.000Z&to=9999-12-31T23:59:59.999Z",
  ],
);

export const headers: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Record<string, string>[]>(
      ...[
        { "idempotency-key": "x".repeat(255) },
        { "idempotency-key": "x".repeat(300) },
        { "idempotency-key": "\u00ff\u00e9" },
        { "idempotency-key": " " },
      ],
      ...[
        { "x-request-id": "not an id" },
        { "x-request-id": "\u00ff".repeat(3_000) },
        { traceparent: "00-zz" },
        { "accept-language": "\u00ff;q=x" },
      ],
      ...[
        { cookie: "chorus_refresh=%00; a=%" },
        { cookie: "\u00ff" },
        { "user-agent": "\u00ff\u00fe".repeat(300) },
        { "x-forwarded-for": "999.1.1.1, [::" },
      ],
      ...[
        { origin: "null" },
        { origin: "http://[" },
        { "content-encoding": "gzip" },
        { accept: "text/html" },
        { range: "bytes=0-0" },
      ],
    ),
  },
);

export const contentTypes = fc.constantFrom(
  "text/plain",
  "application/json; charset=utf-16",
  "application/JSON",
  "multipart/form-data",
  "",
  "\u00ff",
  "application/json;;",
  "application/problem+json",
);
