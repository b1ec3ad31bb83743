import { expect, test } from "vitest";
import { readEvents } from "./read-events.ts";

test("events that come in pieces, with heartbeats between them", async () => {
  const pieces = [
    'data: {"kind":"op',
    'en"}\n\n: still here\n\nda',
    'ta: {"kind":"reset"}\n\ndata: {"kind":"done"}\n\n',
  ];
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
  const kinds: string[] = [];
  for await (const { kind } of readEvents(body, new AbortController().signal)) kinds.push(kind);
  expect(kinds).toEqual(["open", "reset", "done"]);
});
