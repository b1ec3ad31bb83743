import type { AudienceEvents } from "../routes/internal-chat.ts";
import type { EventPublished } from "./messages.ts";

/** A committed event as gateways handle it: its positions, and the frames as they go to sockets. */
export interface EventFrames {
  seq: number;
  publicSeq: number | null;
  /** JSON of the `event` frame for the desk. */
  agentFrame: string;
  /** The same for the customer; null for what is not for them. */
  customerFrame: string | null;
  /** Whose conversation it is after this event; undefined for events that do not change it. */
  assigneeId?: string | null;
}

/** What was read from a conversation's channel. */
export interface EventMessage extends EventFrames {
  conversationId: string;
  publicHeadSeq: number;
}

const AGENT = ',"agentEvent":';
const CUSTOMER = ',"customerEvent":';

/** Serialises the event, once for each audience. */
export function toEventFrames({ seq, publicSeq, agentEvent, customerEvent }: AudienceEvents): EventFrames {
  const assigneeId =
    "conversation" in agentEvent.data ? (agentEvent.data.conversation.assignee?.id ?? null) : undefined;
  return {
    seq,
    publicSeq,
    agentFrame: JSON.stringify({ type: "event", ...agentEvent }),
    customerFrame: customerEvent && JSON.stringify({ type: "event", ...customerEvent }),
    ...(assigneeId === undefined ? {} : { assigneeId }),
  };
}

/**
 * The message for the bus: an `EventPublished` whose events stand in it as their frames' text, so that a gateway cuts them out
 * instead of parsing and serialising them. Also a gateway of the release before understands it: it is the same JSON document.
 */
export function writeEventMessage(event: EventPublished): string {
  const { type, conversationId, publicHeadSeq } = event;
  const { agentFrame, customerFrame, ...positions } = toEventFrames(event);
  const head = JSON.stringify({ type, conversationId, publicHeadSeq, ...positions, agentLength: agentFrame.length });
  return `${head.slice(0, -1)}${AGENT}${agentFrame}${CUSTOMER}${customerFrame ?? "null"}}`;
}

/**
 * Not checked against the schema: it is the hottest path there is, and only our own services can publish.
 * @returns null for a message of another type
 */
export function readEventMessage(text: string): EventMessage | null {
  if (!text.startsWith('{"type":"event"')) return null;
  // No text of a person stands before it: the head has ids and numbers alone.
  const headEnd = text.indexOf(AGENT);
  const { conversationId, seq, publicSeq, publicHeadSeq, assigneeId, agentLength } = JSON.parse(
    `${text.slice(0, headEnd)}}`,
  ) as Head;
  if (agentLength === undefined) return readUncut(text);
  const agentStart = headEnd + AGENT.length;
  const agentEnd = agentStart + agentLength;
  const customerFrame = text.slice(agentEnd + CUSTOMER.length, -1);
  return {
    ...{ conversationId, seq, publicSeq, publicHeadSeq },
    ...(assigneeId === undefined ? {} : { assigneeId }),
    agentFrame: text.slice(agentStart, agentEnd),
    customerFrame: customerFrame === "null" ? null : customerFrame,
  };
}

type Head = Omit<EventMessage, "agentFrame" | "customerFrame"> & { agentLength?: number };

/** As the release before published it. */
function readUncut(text: string): EventMessage {
  const message = JSON.parse(text) as EventPublished;
  const { conversationId, publicHeadSeq } = message;
  return { conversationId, publicHeadSeq, ...toEventFrames(message) };
}
