import { expect, it } from "vitest";
import { countOutcomes } from "./count-outcomes.ts";
import type { Outcome, Send, StoredEvent } from "./history.ts";

const TENANT = { tenantId: "tenant-a", conversationId: "conversation-1" };

const send = (clientMessageId: string, outcome: Outcome, authorId = "ada"): Send => {
  return { ...TENANT, authorId, clientMessageId, turn: 1, invokedAtMs: 1, outcome };
};
const stored = (clientMessageId: string, authorId = "ada"): StoredEvent => {
  return { ...TENANT, seq: 1, publicSeq: 1, authorId, clientMessageId };
};

it("counts every send once, and an unknown one by what the log says", () => {
  const sends = [
    send("m1", "ok"),
    send("m2", "ok"),
    send("m3", "fail"),
    send("m4", "unknown"),
    send("m5", "unknown"),
    send("m1", "unknown", "ben"),
  ];
  expect(countOutcomes(sends, [stored("m1"), stored("m2"), stored("m4")])).toEqual({
    acknowledged: 2,
    refused: 1,
    unknownStored: 1,
    unknownAbsent: 2,
  });
});
