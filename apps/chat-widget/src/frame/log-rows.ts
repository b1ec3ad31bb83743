import type { ConversationSnapshot } from "@chorus/client-sdk/conversation/conversation-snapshot";
import type { TimelineEntry } from "@chorus/client-sdk/conversation/timeline";
import type { BubbleProps } from "./components/message-bubble.tsx";
import type { FirstMessage } from "./widget.ts";

export type LogRow =
  | { type: "line"; key: string; text: string }
  | ({ type: "bubble"; key: string } & Omit<BubbleProps, "onRetry" | "onDiscard">);

/** Messages of one author closer than this are one group. */
const GROUP_MS = 3 * 60_000;

type Sources = Pick<ConversationSnapshot, "timeline" | "outgoing">;

/** The rows of the log: day lines, what happened, what was said, and what is on its way. */
export function rowsOf({ timeline, outgoing }: Sources, firstMessage: FirstMessage | null): LogRow[] {
  const rows: LogRow[] = [];
  let day = "";
  let previous: { author: string | null; atMs: number } = { author: null, atMs: 0 };
  const say = (
    row: Omit<Extract<LogRow, { type: "bubble" }>, "type" | "isFirst">,
    author: string,
    createdAt: string,
  ) => {
    const atMs = Date.parse(createdAt);
    const isFirst = previous.author !== author || atMs - previous.atMs > GROUP_MS;
    rows.push({ type: "bubble", isFirst, ...row });
    previous = { author, atMs };
  };
  const sayLine = (key: string, text: string) => {
    rows.push({ type: "line", key, text });
    previous = { author: null, atMs: 0 };
  };

  for (const entry of timeline) {
    const { createdAt } = entry.type === "message" ? entry.message : entry.event;
    const entryDay = new Date(createdAt).toDateString();
    if (day !== "" && entryDay !== day) sayLine(`day-${entry.key}`, dayName(createdAt));
    day = entryDay;
    if (entry.type === "event") {
      const text = textOf(entry.event);
      if (text) sayLine(entry.key, text);
      continue;
    }
    const { message } = entry;
    const isMine = message.author.type === "customer";
    say(
      {
        key: entry.key,
        body: message.body,
        isMine,
        author: message.author.name,
        createdAt,
        isDeleted: message.deletedAt !== null,
        isEdited: message.editedAt !== null,
      },
      message.author.id ?? "system",
      createdAt,
    );
  }
  const isKnown = (key: string) => rows.some((row) => row.key === key);
  if (firstMessage && !isKnown(firstMessage.clientMessageId)) {
    const { clientMessageId, body, createdAt, status } = firstMessage;
    say({ key: clientMessageId, body, isMine: true, createdAt, status }, "self", createdAt);
  }
  for (const { clientMessageId, body, createdAt, status, error } of outgoing) {
    say({ key: clientMessageId, body, isMine: true, createdAt, status, problem: error?.detail }, "self", createdAt);
  }
  return rows;
}

/** What a customer cares about; the rest of the log is the desk's business. */
function textOf(event: Extract<TimelineEntry, { type: "event" }>["event"]): string | undefined {
  switch (event.kind) {
    case "conversation.assigned":
    case "conversation.transferred": {
      const name = event.data.conversation.assignee?.name;
      return name && `${name} joined`;
    }
    case "conversation.queued":
      return "Waiting for the next free person";
    case "conversation.status":
      if (event.data.conversation.status === "closed") return "The conversation was closed";
      return event.data.conversation.status === "open" ? "The conversation was opened again" : undefined;
    case "conversation.erased":
      return "The messages were erased";
    default:
      return undefined;
  }
}

function dayName(timestamp: string): string {
  const format: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long" };
  return new Date(timestamp).toLocaleDateString(undefined, format);
}
