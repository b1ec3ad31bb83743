import { cutText } from "@chorus/contracts/cut-text";
import { demoLogins } from "./demo-tenant.ts";
import { type Random, uuidAt } from "../random.ts";
import type { Schedule } from "./schedule.ts";
import type { Line, Script } from "./scripts/script.ts";

type DemoAgent = (typeof demoLogins)[number];

interface Actor {
  type: "customer" | "agent";
  id: string;
  name: string;
}

/** A row of `events` without its tenant and conversation. */
export interface EventDraft {
  id: string;
  seq: number;
  publicSeq: number | null;
  kind: string;
  actor: Actor;
  clientMessageId: string | null;
  data: Record<string, unknown>;
  createdAt: Date;
}

export interface ConversationDraft {
  id: string;
  script: Script;
  customerId: string;
  assigneeId: string | null;
  events: EventDraft[];
  lastPublicSeq: number;
  lastMessage: Record<string, unknown> | null;
  waitingSince: Date | null;
  closedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  newsAt: Date;
  /** The last event that the desk has read. */
  deskReadSeq: number;
}

/** The log of one conversation, as chat-service would have written it. */
export function buildConversation(
  script: Script,
  customer: { id: string; name: string },
  times: Schedule,
  random: Random,
): ConversationDraft {
  const agent = demoLogins.find((login) => login.key === script.agent);
  const customerActor: Actor = { type: "customer", ...customer };
  const agentActor: Actor = agent ? { type: "agent", id: agent.id, name: agent.name } : customerActor;
  const events: EventDraft[] = [];
  let publicSeq = 0;
  const add = (timeMs: number, kind: string, actor: Actor, data: Record<string, unknown>) => {
    const isNote = kind === "note.created";
    const isSpoken = isNote || kind === "message.created";
    events.push({
      id: uuidAt(timeMs, random),
      seq: events.length + 1,
      publicSeq: isNote ? null : (publicSeq += 1),
      kind,
      actor,
      clientMessageId: isSpoken ? uuidAt(timeMs, random) : null,
      data,
      createdAt: new Date(timeMs),
    });
  };

  add(times.startedMs, "conversation.created", customerActor, conversationState("queued", undefined));
  let isAssigned = false;
  script.lines.forEach((line, index) => {
    if (line.speaker !== "customer" && !isAssigned && times.assignedMs !== null) {
      add(times.assignedMs, "conversation.assigned", agentActor, conversationState("open", agent));
      isAssigned = true;
    }
    const actor = line.speaker === "customer" ? customerActor : agentActor;
    const kind = line.speaker === "note" ? "note.created" : "message.created";
    add(times.lineTimesMs[index] ?? times.startedMs, kind, actor, messageData(line));
  });
  if (times.closedMs !== null)
    add(times.closedMs, "conversation.status", agentActor, conversationState("closed", agent));

  const spoken = events.filter((event) => event.clientMessageId !== null);
  return {
    id: uuidAt(times.startedMs, random),
    script,
    customerId: customer.id,
    assigneeId: isAssigned ? (agent?.id ?? null) : null,
    events,
    lastPublicSeq: publicSeq,
    lastMessage: previewOf(spoken.at(-1)),
    waitingSince: times.closedMs === null ? waitingSince(events) : null,
    closedAt: times.closedMs === null ? null : new Date(times.closedMs),
    createdAt: new Date(times.startedMs),
    updatedAt: events.at(-1)?.createdAt ?? new Date(times.startedMs),
    newsAt: spoken.at(-1)?.createdAt ?? new Date(times.startedMs),
    deskReadSeq: deskReadSeq(events),
  };
}

/** The columns that chat-service keeps with each event about the conversation, to be laid over today's row. */
function conversationState(status: string, assignee: DemoAgent | undefined): Record<string, unknown> {
  return {
    status,
    assignee_id: assignee?.id ?? null,
    assignee_name: assignee?.name ?? null,
    assignee_avatar: null,
    team_id: null,
    team_name: null,
  };
}

function messageData(line: Line): Record<string, unknown> {
  return { body: line.text, replyToSeq: null, replyToPublicSeq: null };
}

function previewOf(event: EventDraft | undefined): Record<string, unknown> | null {
  if (!event) return null;
  return {
    seq: event.seq,
    kind: event.kind === "note.created" ? "note" : "text",
    author: event.actor,
    body: cutText(String(event.data["body"]), 200),
    createdAt: event.createdAt.toISOString(),
  };
}

/** The first customer's message after the last answer. */
function waitingSince(events: readonly EventDraft[]): Date | null {
  const messages = events.filter((event) => event.kind === "message.created");
  const lastAnswer = messages.findLastIndex((event) => event.actor.type === "agent");
  return messages[lastAnswer + 1]?.createdAt ?? null;
}

/** The desk has read what it has answered or closed; what came after that is new. */
function deskReadSeq(events: readonly EventDraft[]): number {
  return events.findLast((event) => event.actor.type === "agent")?.seq ?? 0;
}
