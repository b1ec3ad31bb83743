import type { ConversationSnapshot } from "@chorus/client-sdk/conversation/conversation-snapshot";
import { deliveryOf } from "@chorus/client-sdk/conversation/receipts";
import type { TimelineEntry } from "@chorus/client-sdk/conversation/timeline";
import type { BubbleProps } from "./message-bubble.tsx";
import type { PendingFirstMessage } from "../tabs/pending-first-message.ts";
import { explainPendingFirst, explainRefusal, formatDay, translate } from "../state/language.ts";

export type LogRow =
  | { type: "line"; key: string; text: string }
  | ({ type: "bubble"; key: string } & Omit<BubbleProps, "onRetry" | "onDiscard"> & { isPendingFirst?: boolean });

/** Messages of one author closer than this are one group. */
const GROUP_MS = 3 * 60_000;

type Sources = Pick<ConversationSnapshot, "timeline" | "outgoing" | "receipts"> &
  Partial<Pick<ConversationSnapshot, "conversation">>;

/** The rows of the log: day separators, events, messages, and pending messages. */
export function rowsOf(
  { timeline, outgoing, receipts, conversation }: Sources,
  pendingFirst: readonly PendingFirstMessage[],
  selfId: string | null,
): LogRow[] {
  const rows: LogRow[] = [];
  let day = "";
  let previous: { author: string | null; atMs: number } = { author: null, atMs: 0 };
  const addMessage = (
    row: Omit<Extract<LogRow, { type: "bubble" }>, "type" | "isFirst">,
    author: string,
    createdAt: string,
  ) => {
    const atMs = Date.parse(createdAt);
    const isFirst = previous.author !== author || atMs - previous.atMs > GROUP_MS;
    rows.push({ type: "bubble", isFirst, ...row });
    previous = { author, atMs };
  };
  const addLine = (key: string, line: string) => {
    rows.push({ type: "line", key, text: line });
    previous = { author: null, atMs: 0 };
  };

  for (const entry of timeline) {
    const { createdAt } = entry.type === "message" ? entry.message : entry.event;
    const entryDay = new Date(createdAt).toDateString();
    if (day !== "" && entryDay !== day) addLine(`day-${entry.key}`, formatDay(createdAt));
    day = entryDay;
    if (entry.type === "event") {
      const line = textOf(entry.event);
      if (line) addLine(entry.key, line);
      continue;
    }
    const { message } = entry;
    const isMine = message.author.type === "customer";
    addMessage(
      {
        key: entry.key,
        body: message.body,
        isMine,
        author: message.author.name,
        avatar: message.author.id === conversation?.assignee?.id ? conversation?.assignee?.avatar : null,
        createdAt,
        authorType: message.author.type,
        isDeleted: message.deletedAt !== null,
        isEdited: message.editedAt !== null,
      },
      message.author.id ?? "system",
      createdAt,
    );
  }
  const lastOwn = timeline.findLast((entry) => entry.type === "message" && entry.message.author.type === "customer");
  const lastRow = rows.find((row) => row.key === lastOwn?.key);
  if (lastOwn && lastRow?.type === "bubble" && !lastRow.isDeleted) {
    lastRow.status = deliveryOf(receipts, lastOwn.seq, (userId) => userId !== selfId);
  }
  const known = new Set(rows.map((row) => row.key));
  for (const { clientMessageId, body, createdAt, status, problem } of pendingFirst) {
    if (known.has(clientMessageId)) continue;
    const fields = { key: clientMessageId, body, isMine: true, isPendingFirst: true, createdAt, status };
    addMessage({ ...fields, problem: problem ? explainPendingFirst(problem) : undefined }, "self", createdAt);
  }
  for (const { clientMessageId, body, createdAt, status, error } of outgoing) {
    const problem = error ? explainRefusal(error) : undefined;
    addMessage({ key: clientMessageId, body, isMine: true, createdAt, status, problem }, "self", createdAt);
  }
  return rows;
}

/** The events that matter to customers. */
function textOf(event: Extract<TimelineEntry, { type: "event" }>["event"]): string | undefined {
  switch (event.kind) {
    case "conversation.assigned":
    case "conversation.transferred": {
      const name = event.data.conversation.assignee?.name;
      return name && translate("joined", { name });
    }
    case "conversation.queued":
      return translate("waiting");
    case "conversation.status":
      if (event.data.conversation.status === "closed") return translate("wasClosed");
      return event.data.conversation.status === "open" ? translate("wasReopened") : undefined;
    case "conversation.erased":
      return translate("wasErased");
    default:
      return undefined;
  }
}
