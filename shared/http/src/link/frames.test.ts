import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeFrame, FrameReader, type LinkFrame } from "./frames.ts";

const frame = fc.record({
  call: fc.nat({ max: 0xffff_ffff }),
  json: fc.jsonValue().map((value) => JSON.stringify(value)),
  bytes: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
});

test("frames come out as they went in, whatever the pieces are in which they come", () => {
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 8 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 90 })),
      (sent, sizes) => {
        const stream = Buffer.concat(sent.map(({ call, json, bytes }) => encodeFrame(call, json, bytes)));
        const reader = new FrameReader();
        const read: LinkFrame[] = [];
        for (let at = 0; at < stream.byteLength;) {
          const size = sizes.next().value ?? 1;
          reader.read(stream.subarray(at, at + size), (each) => read.push({ ...each, bytes: Buffer.from(each.bytes) }));
          at += size;
        }
        expect(read).toEqual(sent);
      },
    ),
  );
});

test.each([
  ["a length that no frame has", Buffer.from("ffffffff0000000000000000", "hex")],
  ["a frame too short for its head", Buffer.from("000000040000000000000000", "hex")],
  ["JSON that is longer than its frame", Buffer.from("000000080000000100000001", "hex")],
  ["another protocol", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")],
])("%s is refused", (_name, bytes) => {
  expect(() => new FrameReader().read(bytes, () => undefined)).toThrow(Error);
});
