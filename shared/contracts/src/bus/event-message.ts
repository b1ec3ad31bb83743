import type { AudienceEvents } from "../routes/internal-chat.ts";
import type { EventPublished } from "./messages.ts";

/** A committed event as gateways handle it: its positions, and the frames as they go to sockets. */
export interface EventFrames {
  seq: number;
  publicSeq: number | null;
  /** JSON of the `event` frame for the desk, in UTF-8. */
  agentFrame: Uint8Array;
  /** The same for the customer; null for what is not for them. */
  customerFrame: Uint8Array | null;
  /** Whose conversation it is after this event; undefined for events that do not change it. */
  assigneeId?: string | null;
}

/** What was read from a conversation's channel. */
export interface EventMessage extends EventFrames {
  conversationId: string;
  publicHeadSeq: number;
}

const BEGINNING = Buffer.from('{"type":"event"');
const SEQ = Buffer.from(',"seq":');
const SEQ_START = BEGINNING.byteLength + SEQ.byteLength;
const [ZERO, NINE] = [0x30, 0x39];
const AGENT = Buffer.from(',"agentEvent":');
const CUSTOMER = ',"customerEvent":';
const NULL = "null";

type Texts = Pick<EventFrames, "seq" | "publicSeq" | "assigneeId"> & { agent: string; customer: string | null };

/** Serialises the event, once for each audience. */
function serialise({ seq, publicSeq, agentEvent, customerEvent }: AudienceEvents): Texts {
  const assigneeId =
    "conversation" in agentEvent.data ? (agentEvent.data.conversation.assignee?.id ?? null) : undefined;
  return {
    ...{ seq, publicSeq },
    agent: JSON.stringify({ type: "event", ...agentEvent }),
    customer: customerEvent && JSON.stringify({ type: "event", ...customerEvent }),
    ...(assigneeId === undefined ? {} : { assigneeId }),
  };
}

export function toEventFrames(event: AudienceEvents): EventFrames {
  const { agent, customer, ...positions } = serialise(event);
  return {
    ...positions,
    agentFrame: Buffer.from(agent),
    customerFrame: customer === null ? null : Buffer.from(customer),
  };
}

/**
 * The message for the bus: an `EventPublished` whose events stand in it as their frames' bytes, so that a gateway cuts them out
 * instead of parsing and serialising them. Also a gateway of a release before understands it: it is the same JSON document.
 */
export function writeEventMessage(event: EventPublished): Buffer {
  const { type, conversationId, publicHeadSeq } = event;
  const { agent, customer, seq, ...positions } = serialise(event);
  const agentBytes = Buffer.byteLength(agent);
  // `seq` stands where `seqOfEventMessage` reads it.
  const head = JSON.stringify({ type, seq, conversationId, publicHeadSeq, ...positions, agentBytes });
  return Buffer.from(`${head.slice(0, -1)},"agentEvent":${agent}${CUSTOMER}${customer ?? NULL}}`);
}

/**
 * The position of an event, without reading the rest: most gateways have had it from chat-service's answer already.
 * @returns null for another type, and for an event as releases before wrote it
 */
export function seqOfEventMessage(message: Buffer): number | null {
  if (message.byteLength < SEQ_START) return null;
  if (message.compare(BEGINNING, 0, BEGINNING.byteLength, 0, BEGINNING.byteLength) !== 0) return null;
  if (message.compare(SEQ, 0, SEQ.byteLength, BEGINNING.byteLength, SEQ_START) !== 0) return null;
  let seq = 0;
  for (let at = SEQ_START; at < message.byteLength; at += 1) {
    const digit = message[at] ?? 0;
    if (digit < ZERO || digit > NINE) break;
    seq = 10 * seq + (digit - ZERO);
  }
  return seq;
}

/**
 * Not checked against the schema: it is the hottest path there is, and only our own services can publish.
 * @returns null for a message of another type; frames are views of `message`
 */
export function readEventMessage(message: Buffer): EventMessage | null {
  if (!message.subarray(0, BEGINNING.byteLength).equals(BEGINNING)) return null;
  // No text of a person stands before it: the head has ids and numbers alone.
  const headEnd = message.indexOf(AGENT);
  const { agentBytes, ...head } = JSON.parse(`${message.toString("latin1", 0, headEnd)}}`) as Head;
  if (agentBytes === undefined) return readUncut(message);
  const { conversationId, seq, publicSeq, publicHeadSeq, assigneeId } = head;
  const agentStart = headEnd + AGENT.byteLength;
  const agentEnd = agentStart + agentBytes;
  const customerStart = agentEnd + CUSTOMER.length;
  const customerEnd = message.byteLength - 1;
  // "null" is shorter than any frame.
  const isForCustomer = customerEnd - customerStart > NULL.length;
  return {
    ...{ conversationId, seq, publicSeq, publicHeadSeq },
    ...(assigneeId === undefined ? {} : { assigneeId }),
    agentFrame: message.subarray(agentStart, agentEnd),
    customerFrame: isForCustomer ? message.subarray(customerStart, customerEnd) : null,
  };
}

type Head = Omit<EventMessage, "agentFrame" | "customerFrame"> & { agentBytes?: number };

/** As releases before published it. */
function readUncut(bytes: Buffer): EventMessage {
  const message = JSON.parse(bytes.toString()) as EventPublished;
  const { conversationId, publicHeadSeq } = message;
  return { conversationId, publicHeadSeq, ...toEventFrames(message) };
}

const LENGTH_BYTES = 4;

/** Several messages in one piece, each behind its length (4 bytes, big endian). */
export function joinEventMessages(messages: readonly Buffer[]): Buffer {
  return Buffer.concat(
    messages.flatMap((message) => {
      const length = Buffer.allocUnsafe(LENGTH_BYTES);
      length.writeUInt32BE(message.byteLength);
      return [length, message];
    }),
  );
}

/** @returns the events among `joined` */
export function readEventMessages(joined: Buffer): EventMessage[] {
  const events: EventMessage[] = [];
  for (let start = 0; start < joined.byteLength;) {
    const end = start + LENGTH_BYTES + joined.readUInt32BE(start);
    const event = readEventMessage(joined.subarray(start + LENGTH_BYTES, end));
    if (event) events.push(event);
    start = end;
  }
  return events;
}
