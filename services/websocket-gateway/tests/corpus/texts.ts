import type { ClientFrameType } from "@chorus/contracts/frames/client-frame";
import { LIMITS } from "@chorus/contracts/limits";
import fc from "fast-check";

type Json = Record<string, unknown>;

/** Ids that exist, so that a changed frame gets as far as it can. */
export interface CorpusIds {
  conversationId: string;
  messageId: string;
}

/** One valid frame of every type. */
function templates({ conversationId, messageId }: CorpusIds): Json[] {
  const operationId = "01990000-0000-7000-8000-0000000000aa";
  return [
    { type: "hello", resume: [{ conversationId, afterSeq: 0, epoch: "e" }] },
    { type: "subscribe", conversationId, afterSeq: 0, epoch: "e" },
    { type: "unsubscribe", conversationId },
    { type: "inbox.subscribe", cursor: "0" },
    { type: "message.send", conversationId, clientMessageId: operationId, body: "hi", kind: "text", expectedSeq: 1 },
    { type: "message.send", conversationId, clientMessageId: operationId, body: "hi", kind: "note", replyToSeq: 1 },
    { type: "message.edit", conversationId, messageId, operationId, body: "hi" },
    { type: "message.delete", conversationId, messageId, operationId },
    { type: "receipt", conversationId, deliveredSeq: 1, readSeq: 1 },
    { type: "typing", conversationId, isTyping: true },
    { type: "presence.set", status: "away" },
    { type: "history", conversationId, beforeSeq: 5, limit: 10 },
    { type: "refresh", token: "x" },
    { type: "pong", n: 1 },
  ] satisfies { type: ClientFrameType; [field: string]: unknown }[];
}

const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

/** What a careless or an evil client puts into a field. */
const oddValue = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    "",
    " ",
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\udc00\ud800",
    "__proto__",
    "constructor",
    "' or 1=1 --",
    "x".repeat(64),
    "x".repeat(65),
    "x".repeat(500),
    "y".repeat(8_000),
    "y".repeat(8_001),
    "\u{1f600}".repeat(4_001),
    0,
    -1,
    -0,
    1.5,
    1e308,
    5e-324,
    2 ** 31,
    2 ** 32,
    2 ** 53 - 1,
    2 ** 53,
    2 ** 63,
    [],
    {},
    [null],
    "01990000-0000-7000-8000-0000000000BB",
    "00000000-0000-0000-0000-000000000000",
    nested(6),
    nested(7),
    nested(8),
    nested(40),
    Array.from({ length: 51 }, () => ({ conversationId: "01990000-0000-7000-8000-0000000000bb", afterSeq: 0 })),
  ),
  fc.jsonValue({ maxDepth: 4 }),
  fc.string({ unit: "binary", maxLength: 200 }),
);

const oddKey = fc.constantFrom("__proto__", "constructor", "toString", "extra", "type ", "");

function mutated(ids: CorpusIds, id: string): fc.Arbitrary<string> {
  const template: fc.Arbitrary<Json> = fc.constantFrom(...templates(ids).map((frame) => ({ ...frame, id })));
  const changed = fc
    .tuple(template, fc.nat(), oddValue)
    .map(([frame, index, value]) => JSON.stringify({ ...frame, [keyAt(frame, index)]: value }));
  const without = fc.tuple(template, fc.nat()).map(([frame, index]) => {
    const { [keyAt(frame, index)]: _left, ...rest } = frame;
    return JSON.stringify(rest);
  });
  // Written as text: an object literal would set the prototype, and keep only one of two keys.
  const added = fc
    .tuple(template, oddKey, oddValue)
    .map(([frame, key, value]) => `{${JSON.stringify(key)}:${JSON.stringify(value)},${JSON.stringify(frame).slice(1)}`);
  const repeated = fc.tuple(template, fc.nat(), oddValue).map(([frame, index, value]) => {
    const json = JSON.stringify(frame);
    return `${json.slice(0, -1)},${JSON.stringify(keyAt(frame, index))}:${JSON.stringify(value)}}`;
  });
  const hugeNumber = fc
    .tuple(template, fc.constantFrom("1e999", "-1e999", "0.1e-400", "123456789012345678901234567890", "1E400"))
    .map(([frame, number]) => JSON.stringify(frame).replace(/:(\d+)/, `:${number}`));
  const cut = fc
    .tuple(template, fc.nat({ max: 60 }))
    .map(([frame, length]) => JSON.stringify(frame).slice(0, -1 - length));
  const padded = fc
    .tuple(template, fc.constantFrom(-1, 0, 1), fc.constantFrom(LIMITS.frameBytes, LIMITS.transportBytes))
    .map(([frame, off, sizeBytes]) => JSON.stringify(frame).padEnd(sizeBytes + off, " "));
  return fc.oneof(
    { arbitrary: changed, weight: 10 },
    { arbitrary: without, weight: 2 },
    { arbitrary: added, weight: 2 },
    { arbitrary: repeated, weight: 3 },
    { arbitrary: hugeNumber, weight: 2 },
    { arbitrary: cut, weight: 1 },
    { arbitrary: padded, weight: 1 },
  );
}

const anything = fc.oneof(
  fc.json({ maxDepth: 12 }),
  fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 9 })).map((value) => JSON.stringify(value)),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc
    .tuple(fc.constantFrom("[", '{"a":', '{"type":"pong","n":'), fc.nat({ max: 5_000 }))
    .map(([open, times]) => open.repeat(times)),
  fc.nat({ max: 14_000 }).map((depth) => `${"[".repeat(depth)}${"]".repeat(depth)}`),
  fc.constantFrom(
    "",
    "null",
    "\ufeff{}",
    "{}",
    "NaN",
    "{'type':'pong'}",
    '{"type":"pong","n":01}',
    "[]",
    '"pong"',
    "\u0000",
  ),
);

/** One text of the corpus; `id` is the request's, as long as nothing has changed it. */
export function corpusText(ids: CorpusIds, id: string): fc.Arbitrary<string> {
  return fc.oneof({ arbitrary: mutated(ids, id), weight: 12 }, { arbitrary: anything, weight: 1 });
}

function keyAt(frame: Json, index: number): string {
  const keys = Object.keys(frame);
  return keys[index % keys.length] ?? "type";
}
