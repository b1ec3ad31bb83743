import { Event } from "@chorus/contracts/entities/event";
import { sampleUuid } from "@chorus/contracts/testing/sample-conversation";
import { describe, expect, test } from "vitest";
import { sampleConversationRow, sampleEventRow } from "../../testing/sample-rows.ts";
import { presentEvent, presentForAudiences } from "./present-event.ts";

const conversation = sampleConversationRow();

describe("a message", () => {
  test("has the reader's numbers, also for what it replies to", () => {
    const { agentEvent, customerEvent } = presentForAudiences(sampleEventRow(), conversation);
    expect(Event.parse(agentEvent)).toMatchObject({ seq: 12, data: { message: { seq: 12, replyToSeq: 11 } } });
    expect(Event.parse(customerEvent)).toMatchObject({ seq: 9, data: { message: { seq: 9, replyToSeq: 8 } } });
  });

  test("that came by mail says so to the desk only", () => {
    const mail = { subject: "Re: Parcel", cut: "quote" };
    const row = sampleEventRow({ data: { body: "By mail", replyToSeq: null, replyToPublicSeq: null, mail } });
    const { agentEvent, customerEvent } = presentForAudiences(row, conversation);
    expect(agentEvent.data).toMatchObject({ message: { mail } });
    expect(JSON.stringify(customerEvent)).not.toContain("Re: Parcel");
  });

  test("that was deleted has neither its words nor its mail any more", () => {
    const row = sampleEventRow({
      deleted_at: new Date("2026-11-21T09:40:00.000Z"),
      data: { body: "taken back", replyToSeq: null, replyToPublicSeq: null, mail: { subject: "taken back" } },
    });
    const shown = presentForAudiences(row, conversation);
    expect(JSON.stringify(shown)).not.toContain("taken back");
    expect(shown.agentEvent.data).toMatchObject({ message: { body: "", deletedAt: "2026-11-21T09:40:00.000Z" } });
  });

  test("that is a note has no customer's form", () => {
    expect(presentForAudiences(sampleEventRow({ kind: "note.created", public_seq: null }), conversation)).toMatchObject(
      {
        publicSeq: null,
        customerEvent: null,
      },
    );
  });
});

describe("an edit and a deletion", () => {
  const change = {
    ...{ messageId: sampleUuid(6), messageSeq: 4, messagePublicSeq: 3, messageKind: "message.created" },
    ...{ messageCreatedAt: "2026-11-21T09:10:00.000Z", clientMessageId: null },
    ...{ body: "Better words", replyToSeq: null, replyToPublicSeq: null },
  };

  test("an edit shows the message whole, in its own place and of its own time", () => {
    const event = presentEvent(sampleEventRow({ kind: "message.edited", data: change }), "customer", conversation);
    expect(Event.parse(event)).toMatchObject({
      seq: 9,
      data: {
        message: {
          ...{ id: sampleUuid(6), seq: 3, body: "Better words", createdAt: "2026-11-21T09:10:00.000Z" },
          editedAt: "2026-11-21T09:30:00.000Z",
        },
      },
    });
  });

  test("a deletion names the message in the reader's numbering, and customers are not told who of the desk it was", () => {
    const row = sampleEventRow({ kind: "message.deleted", data: change });
    const { agentEvent, customerEvent } = presentForAudiences(row, conversation);
    expect(agentEvent).toMatchObject({ actor: { name: "Ana" }, data: { messageSeq: 4 } });
    expect(customerEvent).toMatchObject({ actor: { type: "agent", id: null, name: "" }, data: { messageSeq: 3 } });
  });
});

describe("a change of the conversation", () => {
  const assigned = sampleEventRow({ kind: "conversation.assigned", data: { status: "open", priority: "low" } });

  test("tells how it stood then, not how it stands now", () => {
    const now = sampleConversationRow({ status: "closed", priority: "urgent", last_seq: 99 });
    const event = Event.parse(presentEvent(assigned, "agent", now));
    expect(event.data).toMatchObject({ conversation: { status: "open", priority: "low", headSeq: 12 } });
  });

  test("customers are told whom they were given, and of nobody else who worked on it", () => {
    const byAna = presentEvent(assigned, "customer", conversation);
    const byBen = presentEvent({ ...assigned, actor_id: sampleUuid(99), actor_name: "Ben" }, "customer", conversation);
    expect(byAna.actor).toEqual({ type: "agent", id: sampleUuid(4), name: "Ana" });
    expect(byBen.actor).toEqual({ type: "agent", id: null, name: "" });
  });

  test("cannot be shown without the conversation", () => {
    expect(() => presentEvent(assigned, "agent", undefined)).toThrow("needs its conversation");
  });
});
