import { expect, test } from "vitest";
import { belowBar, byDomainFolder, byPackage, percentOf } from "./line-coverage.ts";

const files = [
  { file: "services/chat-service/src/messages/append-messages.ts", covered: 79, total: 100 },
  { file: "services/chat-service/src/messages/rules/limits.ts", covered: 1, total: 1 },
  { file: "services/chat-service/src/http/app.ts", covered: 0, total: 50 },
  { file: "services/chat-service/src/main.ts", covered: 0, total: 9 },
  { file: "services/websocket-gateway/src/transport/uws-transport.ts", covered: 0, total: 10 },
  { file: "shared/kernel/src/clock.ts", covered: 4, total: 5 },
];

test("a package is all of its lines", () => {
  expect(byPackage(files)).toEqual([
    { name: "services/chat-service", covered: 80, total: 160 },
    { name: "services/websocket-gateway", covered: 0, total: 10 },
    { name: "shared/kernel", covered: 4, total: 5 },
  ]);
});

test("a domain folder is a room of a service that is no adapter, with the rooms inside it", () => {
  expect(byDomainFolder(files)).toEqual([{ name: "services/chat-service/src/messages", covered: 80, total: 101 }]);
});

test("where files of the domain stand directly in src, src is the room; what puts the service together does not count", () => {
  const flat = ["engine.ts", "service.ts", "main.ts", "reindex-command.ts"].map((name) => ({
    ...{ file: `services/presence-service/src/${name}`, covered: 1, total: 2 },
  }));
  expect(byDomainFolder(flat)).toEqual([{ name: "services/presence-service/src", covered: 1, total: 2 }]);
});

test("80 % is enough, less is not, and nothing to cover is nothing missed", () => {
  const [short] = byDomainFolder(files);
  expect(
    belowBar([short!, { name: "enough", covered: 80, total: 100 }, { name: "empty", covered: 0, total: 0 }]),
  ).toEqual([short]);
  expect(percentOf({ covered: 0, total: 0 })).toBe(100);
});
