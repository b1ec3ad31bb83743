import { describe, expect, it } from "vitest";
import { checkHistory, countFindings } from "./check-history.ts";
import type { History, Send, StoredEvent, View } from "./history.ts";

const TENANT = "tenant-a";
const CONVERSATION = "conversation-1";

function send(turn: number, fields: Partial<Send> = {}): Send {
  return {
    tenantId: TENANT,
    conversationId: CONVERSATION,
    authorId: "ada",
    clientMessageId: `m${turn}`,
    turn,
    invokedAtMs: turn,
    outcome: "ok",
    ...fields,
  };
}

function stored(seq: number, fields: Partial<StoredEvent> = {}): StoredEvent {
  return {
    tenantId: TENANT,
    conversationId: CONVERSATION,
    seq,
    publicSeq: seq,
    authorId: "ada",
    clientMessageId: `m${seq}`,
    ...fields,
  };
}

function view(seqs: readonly number[], fields: Partial<View> = {}): View {
  return {
    reader: "ben",
    tenantId: TENANT,
    conversationId: CONVERSATION,
    audience: "agents",
    how: "live",
    events: seqs.map((seq) => ({ seq, clientMessageId: `m${seq}` })),
    ...fields,
  };
}

/** Three messages, said, stored and seen as they should be. */
function goodHistory(): History {
  return {
    sends: [send(1, { seq: 1 }), send(2, { seq: 2 }), send(3, { seq: 3 })],
    stored: [stored(1), stored(2), stored(3)],
    views: [view([1, 2, 3]), view([1, 2, 3], { how: "history" })],
    stretches: [{ reader: "ben", conversationId: CONVERSATION, seqs: [2, 3] }],
  };
}

const kindsIn = (changes: Partial<History>) => {
  const findings = checkHistory({ ...goodHistory(), ...changes });
  return Object.entries(findings).flatMap(([kind, lines]) => (lines.length > 0 ? kind : []));
};

describe("a history without fault", () => {
  it("has no findings", () => expect(countFindings(checkHistory(goodHistory()))).toBe(0));

  it("may hold an unknown send, stored or not", () => {
    const unknown = send(4, { outcome: "unknown" });
    const sends = [...goodHistory().sends, unknown];
    expect(kindsIn({ sends })).toEqual([]);
    const all = [...goodHistory().stored, stored(4)];
    const views = [view([1, 2, 3, 4])];
    expect(kindsIn({ sends, stored: all, views })).toEqual([]);
  });

  it("counts customers by the public numbering", () => {
    const log = [stored(1), stored(2, { publicSeq: null }), stored(3, { publicSeq: 2 })];
    const events = [
      { seq: 1, clientMessageId: "m1" },
      { seq: 2, clientMessageId: "m3" },
    ];
    expect(kindsIn({ stored: log, views: [view([], { audience: "customers", events })] })).toEqual([]);
  });
});

describe("a bad history", () => {
  it.each<{ name: string; changes: Partial<History>; kinds: string[] }>([
    {
      name: "an acknowledged message that Postgres does not have",
      changes: { stored: [stored(1), stored(2)], views: [view([1, 2])] },
      kinds: ["lost"],
    },
    { name: "the last message missing in a view", changes: { views: [view([1, 2])] }, kinds: ["lost"] },
    { name: "a member who sees nothing", changes: { views: [view([])] }, kinds: ["lost"] },
    { name: "a hole in a view", changes: { views: [view([1, 3])] }, kinds: ["lost", "gaps"] },
    {
      name: "an unknown send that is stored twice",
      changes: {
        sends: [...goodHistory().sends, send(4, { outcome: "unknown" })],
        stored: [...goodHistory().stored, stored(4), stored(5, { clientMessageId: "m4" })],
        views: [],
      },
      kinds: ["repeated"],
    },
    {
      name: "a refused send that is stored",
      changes: { sends: [send(1), send(2), send(3, { outcome: "fail" })] },
      kinds: ["repeated"],
    },
    { name: "an event twice in a view", changes: { views: [view([1, 2, 2, 3])] }, kinds: ["repeated"] },
    { name: "two events in the wrong order", changes: { views: [view([1, 3, 2])] }, kinds: ["reordered", "gaps"] },
    {
      name: "messages stored in another order than said",
      changes: { sends: [send(1, { turn: 2 }), send(2, { turn: 1 }), send(3)].map(withoutSeq) },
      kinds: ["reordered"],
    },
    {
      name: "a hole in the log",
      changes: { stored: [stored(1), stored(2), stored(4, { clientMessageId: "m3" })], views: [] },
      kinds: ["gaps", "misreported"],
    },
    {
      name: "a hole in the public log",
      changes: { stored: [stored(1), stored(2), stored(3, { publicSeq: 4 })], views: [] },
      kinds: ["gaps"],
    },
    {
      name: "a hole between two events of a socket",
      changes: { stretches: [{ reader: "ben", conversationId: CONVERSATION, seqs: [1, 3] }] },
      kinds: ["gaps"],
    },
    {
      name: "an event that comes twice over a socket",
      changes: { stretches: [{ reader: "ben", conversationId: CONVERSATION, seqs: [1, 2, 1] }] },
      kinds: ["repeated"],
    },
    {
      name: "a message of another conversation in a view",
      changes: {
        sends: [...goodHistory().sends, send(9, { tenantId: "tenant-b", conversationId: "conversation-2" })],
        stored: [...goodHistory().stored, stored(1, conversationOfOther())],
        views: [view([1, 2, 3], { events: [...view([1, 2]).events, { seq: 3, clientMessageId: "m9" }] })],
      },
      kinds: ["crossed"],
    },
    {
      name: "a message stored for another tenant",
      changes: { stored: [stored(1), stored(2), stored(3, { tenantId: "tenant-b" })], views: [] },
      kinds: ["crossed"],
    },
    {
      name: "an acknowledgement with another number than the log's",
      changes: { sends: [send(1), send(2), send(3, { seq: 2 })] },
      kinds: ["misreported"],
    },
    {
      name: "a view that shows another message at that number",
      changes: { views: [view([1, 2, 3], { events: [...view([1, 2]).events, { seq: 3, clientMessageId: "m1" }] })] },
      kinds: ["misreported"],
    },
  ])("$name", ({ changes, kinds }) => expect(kindsIn(changes)).toEqual(kinds));
});

function withoutSeq({ seq: _seq, ...rest }: Send, index: number): Send {
  return { ...rest, clientMessageId: `m${index + 1}` };
}

function conversationOfOther(): Partial<StoredEvent> {
  return { tenantId: "tenant-b", conversationId: "conversation-2", clientMessageId: "m9" };
}
