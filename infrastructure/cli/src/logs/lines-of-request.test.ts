import { expect, test } from "vitest";
import { linesOfRequest } from "./lines-of-request.ts";

const line = (second: number, fields: object) =>
  JSON.stringify({ level: "info", time: `2026-11-30T10:00:0${second}.000Z`, ...fields });

const logs = [
  {
    name: "chat-service",
    text: [
      line(1, { requestId: "r1", clientMessageId: "m1", msg: "message over REST" }),
      line(1, { requestId: "r2", clientMessageId: "m2", msg: "message over REST" }),
      line(2, { clientMessageId: "m1", msg: "message" }),
      line(3, { requestId: "r1", msg: "request" }),
    ].join("\n"),
  },
  { name: "notification-worker", text: line(5, { clientMessageId: "m1", msg: "delivery" }) },
  { name: "websocket-gateway", text: line(4, { clientMessageId: "m2", msg: "message acknowledged" }) },
];

const messages = (id: string) => linesOfRequest(id, logs).map(({ line: found }) => /"msg":"([^"]+)"/.exec(found)?.[1]);

test("a message is followed by the id of its request and by its own, through every part, in order of time", () => {
  const all = ["message over REST", "message", "request", "delivery"];
  expect(messages("r1")).toEqual(all);
  expect(messages("m1")).toEqual(all);
});

test("nothing is found for an id that nobody has", () => {
  expect(messages("m3")).toEqual([]);
});
