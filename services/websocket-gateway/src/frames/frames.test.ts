import { CLIENT_FRAMES, ClientFrame, type ClientFrameType } from "@chorus/contracts/frames/client-frame";
import { ROLES, type Role } from "@chorus/contracts/permissions";
import { systemIds } from "@chorus/kernel/ids";
import { describe, expect, it } from "vitest";
import { maySend } from "./dispatch.ts";
import { idOf, parseFrame, parseObject } from "./parse-frame.ts";

const everyone = [...ROLES];
const workers: Role[] = ["owner", "admin", "supervisor", "agent"];

/** realtime-protocol.md and http-api.md, "Who may do what". */
const MAY: Record<ClientFrameType, Role[]> = {
  hello: everyone,
  subscribe: everyone,
  unsubscribe: everyone,
  "inbox.subscribe": [...workers, "viewer"],
  "message.send": [...workers, "customer"],
  "whisper.send": ["owner", "admin", "supervisor"],
  "message.edit": [...workers, "customer"],
  "message.delete": [...workers, "customer"],
  receipt: everyone,
  typing: [...workers, "customer"],
  viewing: [...workers, "viewer"],
  "presence.set": workers,
  history: everyone,
  refresh: everyone,
  pong: everyone,
};

describe("who may send which frame", () => {
  const rows = Object.entries(MAY).flatMap(([type, roles]) =>
    ROLES.map((role) => ({ type: type as ClientFrameType, role, may: roles.includes(role) })),
  );
  it.each(rows)("$role, $type: $may", ({ type, role, may }) => expect(maySend(role, type)).toBe(may));

  it("only what changes the log costs a send", () => {
    const types = Object.keys(MAY) as ClientFrameType[];
    expect(types.filter((type) => CLIENT_FRAMES[type].cost === "send")).toEqual([
      "message.send",
      "whisper.send",
      "message.edit",
      "message.delete",
    ]);
  });

  it("every frame of the contract has its row here", () => {
    expect(new Set(ClientFrame.options.map((option) => option.shape.type.value))).toEqual(new Set(Object.keys(MAY)));
  });
});

const nested = (levels: number): string => '{"a":'.repeat(levels) + "1" + "}".repeat(levels);

describe("reading a message", () => {
  it.each([
    "",
    "{",
    "nonsense",
    "1",
    "null",
    '"text"',
    "[]",
    '[{"type":"pong"}]',
    nested(9),
    `{"a":${"[".repeat(8)}${"]".repeat(8)}}`,
  ])("refuses %s as not ours", (text) => expect(parseObject(text)).toBeNull());

  it("takes 8 levels", () => expect(parseObject(nested(8))).not.toBeNull());

  it("survives depth that would overflow a stack", () => {
    expect(parseObject("[".repeat(16_000) + "]".repeat(16_000))).toBeNull();
  });

  it("gives back a usable id only", () => {
    expect(idOf({ id: "r1" })).toBe("r1");
    for (const id of [1, "", "x".repeat(65), null, {}]) expect(idOf({ id })).toBeUndefined();
  });

  const conversationId = systemIds.next();
  it.each([
    {},
    { type: "nothing" },
    { type: 7 },
    { type: "subscribe", conversationId },
    { type: "subscribe", id: "1", conversationId: "x" },
    { type: "subscribe", id: "1", conversationId, afterSeq: -1 },
    { type: "message.send", id: "1", conversationId, clientMessageId: systemIds.next(), body: "  ", kind: "text" },
    {
      type: "message.send",
      id: "1",
      conversationId,
      clientMessageId: systemIds.next(),
      body: "x".repeat(8_001),
      kind: "text",
    },
    { type: "message.send", id: "1", conversationId, clientMessageId: systemIds.next(), body: "a\0b", kind: "text" },
    { type: "message.send", id: "1", conversationId, clientMessageId: systemIds.next(), body: "x", kind: "whisper" },
    { type: "history", id: "1", conversationId, beforeSeq: 5, limit: 101 },
    { type: "presence.set", id: "1", status: "offline" },
    { type: "__proto__" },
    { type: "constructor" },
  ])("refuses %j as invalid_frame", (frame) => {
    expect(() => parseFrame(frame)).toThrow(expect.objectContaining({ code: "invalid_frame" }));
  });

  it("ignores unknown fields and folds ids to lower case", () => {
    const frame = parseFrame({
      type: "unsubscribe",
      id: "1",
      conversationId: conversationId.toUpperCase(),
      extra: true,
    });
    expect(frame).toEqual({ type: "unsubscribe", id: "1", conversationId });
  });
});
