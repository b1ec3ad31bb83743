import { expect, test } from "vitest";
import { FrameDecoder } from "./frame-decoder.ts";

function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.from([0x80 | opcode, length]), payload]);
  const head = Buffer.alloc(length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  head[1] = length < 65_536 ? 126 : 127;
  if (length < 65_536) head.writeUInt16BE(length, 2);
  else head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

test.each([
  [1, 300],
  [2, 300],
  [4_096, 70_000],
  [200_000, 70_000],
])("finds every frame, in pieces of %i bytes, up to one of %i", (size, largest) => {
  const texts = ["", "short", "x".repeat(126), "y".repeat(largest), "last"];
  const bytes = Buffer.concat([
    ...texts.map((text) => frame(1, Buffer.from(text))),
    frame(9, Buffer.from("beat")),
    frame(8, Buffer.from([0x0f, 0xa1])),
  ]);
  const seen: (string | number)[] = [];
  const decoder = new FrameDecoder({
    text: (payload) => seen.push(payload.toString()),
    ping: (payload) => seen.push(payload.toString()),
    closed: (code) => seen.push(code),
  });
  for (let at = 0; at < bytes.length; at += size) decoder.take(bytes.subarray(at, at + size));
  expect(seen).toEqual([...texts, "beat", 4001]);
});
