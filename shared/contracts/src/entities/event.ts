import { z } from "zod";
import { Uuid } from "../ids.ts";
import { DisplayName, Seq, Timestamp } from "../primitives.ts";
import { AnyConversation } from "./conversation.ts";
import type { NotificationEvent } from "./delivery.ts";
import { Actor, type ActorType, Message } from "./message.ts";

/** A notification of an event; whether and how it is sent is decided when the task is due. */
export interface NotifiedEvent {
  readonly task: NotificationEvent;
  /** Only events of these authors; absent: of everybody. */
  readonly by?: readonly ActorType[];
  /** Whoever reads within the grace time is not notified. */
  readonly afterGrace?: true;
}

/** The definition of a kind of event in a conversation's log. */
interface EventSpec<Data extends z.ZodType = z.ZodType> {
  readonly data: Data;
  /** `agents`: customers never see it, and it consumes no `publicSeq`. `message`: of whoever may read the message it is about. */
  readonly audience: "everyone" | "agents" | "message";
  /**
   * What its row stores. `itself`: what is on the wire. `conversation`: what changed of it, laid over it when it is presented.
   * `message` and `change`: a message, or what became of one.
   */
  readonly stored: "itself" | "conversation" | "message" | "change";
  /** What `itself` is when the customer has been erased, where that may not just be left out. */
  readonly erased?: Readonly<Record<string, unknown>>;
  /** Of what `itself` stores: what is no personal data and stays when the customer is erased. */
  readonly keptKeys?: readonly string[];
  readonly notifies?: readonly NotifiedEvent[];
  /** Why a new summary is due after it. */
  readonly summarises?: "paused" | "transferred" | "closed";
  /** Why the conversation has to be indexed again. */
  readonly indexes?: "changed" | "erased";
}

const event = <Data extends z.ZodType>(data: Data, about: Omit<EventSpec<Data>, "data">): EventSpec<Data> => ({
  data,
  ...about,
});

const withMessage = z.object({ message: Message });
const withConversation = z.object({ conversation: AnyConversation });
const withParticipant = z.object({ participant: Actor });

/** Why a conversation was handed over to people, and to whom. */
export const HandOver = z.object({
  reason: z.enum(["asked", "no_answer", "policy", "failed"]),
  team: z.object({ id: Uuid, name: DisplayName }).nullable(),
  /** The turn of the assistant that decided it. */
  turnId: Uuid.nullable(),
});
export type HandOver = z.infer<typeof HandOver>;

/** Which messages a mail to the customer had, and where it went; the address is empty when the customer was erased. */
const MailSent = z.object({ recipient: z.string(), fromSeq: Seq, toSeq: Seq });

const ofMessage = { summarises: "paused", indexes: "changed" } as const;
const ofConversation = { audience: "everyone", stored: "conversation" } as const;
const waiting: NotifiedEvent = { task: "conversation.waiting", afterGrace: true };

/** Every kind of event: validation, audiences, presenters, notifications, summaries and the index are derived from it. */
export const EVENTS = {
  "message.created": event(withMessage, {
    ...{ audience: "everyone", stored: "message", ...ofMessage },
    notifies: [
      { ...waiting, by: ["customer"] },
      { task: "message.unread", by: ["agent", "assistant"], afterGrace: true },
    ],
  }),
  "message.edited": event(withMessage, {
    ...{ audience: "message", stored: "change", ...ofMessage },
    notifies: [{ ...waiting, by: ["customer"] }],
  }),
  "message.deleted": event(z.object({ messageId: Uuid, messageSeq: Seq }), {
    ...{ audience: "message", stored: "change", ...ofMessage },
    // Deleting an answer leaves the customer without one.
    notifies: [{ ...waiting, by: ["agent", "assistant"] }],
  }),
  "note.created": event(withMessage, {
    ...{ audience: "agents", stored: "message", ...ofMessage },
    notifies: [{ task: "conversation.mentioned" }],
  }),
  /** A supervisor's message to the assignee, which customers never receive. */
  whisper: event(z.object({ body: z.string() }), { audience: "agents", stored: "itself", erased: { body: "" } }),
  "conversation.created": event(withConversation, ofConversation),
  "conversation.queued": event(withConversation, { ...ofConversation, notifies: [waiting] }),
  "conversation.assigned": event(withConversation, {
    ...ofConversation,
    notifies: [{ task: "conversation.assigned" }, waiting],
  }),
  "conversation.transferred": event(withConversation, {
    ...ofConversation,
    notifies: [{ task: "conversation.assigned" }, waiting],
    summarises: "transferred",
  }),
  "conversation.status": event(withConversation, {
    ...ofConversation,
    notifies: [{ task: "conversation.closed" }, waiting],
    summarises: "closed",
  }),
  "conversation.tagged": event(withConversation, { audience: "agents", stored: "conversation" }),
  "conversation.rated": event(withConversation, ofConversation),
  "conversation.erased": event(withConversation, { ...ofConversation, indexes: "erased" }),
  /** The assistant has stopped answering: a person has to. */
  "conversation.handed_over": event(HandOver, {
    audience: "agents",
    stored: "itself",
    keptKeys: ["reason", "team", "turnId"],
    notifies: [waiting],
    summarises: "transferred",
  }),
  "participant.joined": event(withParticipant, { audience: "everyone", stored: "itself" }),
  "participant.left": event(withParticipant, { audience: "everyone", stored: "itself" }),
  /** An automatic mail, such as an absence note. It is not a message, and needs no answer. */
  "mail.automatic": event(z.object({ subject: z.string(), body: z.string() }), {
    ...{ audience: "agents", stored: "itself" },
    erased: { subject: "", body: "" },
  }),
  /** Messages went to the customer by mail, because they had not read them. */
  "mail.sent": event(MailSent, {
    ...{ audience: "agents", stored: "itself" },
    erased: { recipient: "" },
    keptKeys: ["fromSeq", "toSeq"],
  }),
  "summary.ready": event(z.object({ summaryId: Uuid, type: z.string() }), {
    ...{ audience: "agents", stored: "itself", indexes: "changed", keptKeys: ["summaryId", "type"] },
  }),
} as const satisfies Record<string, EventSpec>;

export type EventKind = keyof typeof EVENTS;

export const EVENT_KINDS = Object.keys(EVENTS) as EventKind[];

/** What is known of a kind; the same as `EVENTS[kind]`, for those who ask for any. */
export const eventSpec = (kind: EventKind): EventSpec => EVENTS[kind];

const base = {
  conversationId: Uuid,
  /** In the reader's numbering: `seq` for agents, `publicSeq` for customers. */
  seq: Seq,
  actor: Actor,
  createdAt: Timestamp,
};
type Base = z.infer<z.ZodObject<typeof base>>;
type EventOf<Kind extends EventKind> = Base & { kind: Kind; data: z.infer<(typeof EVENTS)[Kind]["data"]> };

/** One entry of a conversation's log. */
export type Event = { [Kind in EventKind]: EventOf<Kind> }[EventKind];
const schemas = EVENT_KINDS.map((kind) => z.object({ ...base, kind: z.literal(kind), data: EVENTS[kind].data }));
type Schema = (typeof schemas)[number];
export const Event = z
  .discriminatedUnion("kind", schemas as [Schema, ...Schema[]])
  .meta({ id: "Event" }) as unknown as z.ZodType<Event, Event>;
