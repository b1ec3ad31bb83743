import { z } from "zod";
import { Uuid } from "../ids.ts";
import { Seq, Timestamp } from "../primitives.ts";
import { AnyConversation } from "./conversation.ts";
import { Actor, Message } from "./message.ts";

const base = {
  conversationId: Uuid,
  /** In the reader's numbering: `seq` for agents, `publicSeq` for customers. */
  seq: Seq,
  actor: Actor,
  createdAt: Timestamp,
};

function event<Kind extends string, Data extends z.ZodType>(kind: Kind, data: Data) {
  return z.object({ ...base, kind: z.literal(kind), data });
}

const withMessage = z.object({ message: Message });
const withConversation = z.object({ conversation: AnyConversation });
const withParticipant = z.object({ participant: Actor });

/** One entry of a conversation's log. */
export const Event = z
  .discriminatedUnion("kind", [
    event("message.created", withMessage),
    event("message.edited", withMessage),
    event("message.deleted", z.object({ messageId: Uuid, messageSeq: Seq })),
    event("note.created", withMessage),
    event("conversation.created", withConversation),
    event("conversation.queued", withConversation),
    event("conversation.assigned", withConversation),
    event("conversation.transferred", withConversation),
    event("conversation.status", withConversation),
    event("conversation.tagged", withConversation),
    event("conversation.rated", withConversation),
    event("conversation.erased", withConversation),
    event("participant.joined", withParticipant),
    event("participant.left", withParticipant),
    /** A program of the customer's has answered a mail: an absence note. It is no message, and nothing waits for an answer. */
    event("mail.automatic", z.object({ subject: z.string(), body: z.string() })),
    event("summary.ready", z.object({ summaryId: Uuid, type: z.string() })),
  ])
  .meta({ id: "Event" });
export type Event = z.infer<typeof Event>;
export type EventKind = Event["kind"];

/** Kinds that customers never see and that consume no `publicSeq`. */
export const AGENT_ONLY_KINDS: ReadonlySet<EventKind> = new Set<EventKind>([
  "note.created",
  "conversation.tagged",
  "mail.automatic",
  "summary.ready",
]);
