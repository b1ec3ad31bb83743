import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

/** Who touches conversations without asking who may see them: nothing of it is shown to anybody, or it was asked before. */
const BY_THEMSELVES: Record<string, string> = {
  "chat-service/src/teams/delete-team.ts": "dissolves a team, of everybody's conversations",
  "chat-service/src/routing/accept-next.ts": "chooses for the queue; the change is presented to who accepts it",
  "chat-service/src/http/idempotency.ts": "whom a stored answer is about, for erasure",
  "chat-service/src/conversations/changes/change-conversation.ts": "changes what the verb has locked",
  "chat-service/src/conversations/changes/requeue-conversations.ts": "a person leaves: all of theirs go back",
  "chat-service/src/customers/customer-links.ts": "what an erasure or export is about",
  "chat-service/src/visitor-sessions/session-from-link.ts": "opens what a mailed link is for, of its own customer",
  "chat-service/src/identity/former-address.ts": "decides again whom to notify",
  "chat-service/src/operator/read-deletion.ts": "counts for the operator what a deletion would take",
  "chat-service/src/messages/find-repeats.ts":
    "waits for what its author is storing; the verb asks who may write there",
  "chat-service/src/messages/receipt-queries.ts": "who a customer knows, of a conversation that was asked for",
  "chat-service/src/conversations/reads/customer-previews.ts": "what a list shows of conversations that it has found",
  "chat-service/src/tenants/read-reply-minutes.ts": "one figure of all of them, which says nothing of any",
  "notification-worker/src/channels/email/conversation-topic.ts": "writes what its recipient may have",
  "notification-worker/src/tasks/assignee-of-event.ts": "decides whom to notify",
  "notification-worker/src/tasks/conversation-waiting.ts": "decides whom to notify",
  "notification-worker/src/tasks/conversation-transcript.ts": "decides whom to notify",
  "notification-worker/src/tasks/message-unread.ts": "decides whom to notify",
  "notification-worker/src/channels/email/replies/find-writer.ts": "whose answer a mail is",
  "notification-worker/src/channels/email/write-transcript.ts": "writes what its recipient may have",
  "notification-worker/src/channels/email/write-mail.ts": "writes what its recipient may have",
  "notification-worker/src/in-app/list-in-app.ts": "the person's own notifications",
  "summary-engine/src/tasks/make-summaries.ts": "summarises, for all of the desk",
  "summary-engine/src/search/index-words.ts": "indexes, for all of the desk",
  "summary-engine/src/summaries/read-transcript.ts": "what a summary is made of",
};

const READS = /(?:selectFrom|innerJoin|leftJoin)\("conversations\b|\b(?:from|join) conversations\b/;

const services = path.join(import.meta.dirname, "../services");
const readers = readdirSync(services, { recursive: true, encoding: "utf8" })
  .filter((file) => /\/src\/.*\.ts$/.test(file) && !/node_modules|\.test\.ts$|\/testing\//.test(file))
  .map((file) => ({ file, text: readFileSync(path.join(services, file), "utf8") }))
  .filter(({ text }) => READS.test(text));

test("conversations are read through visibleConversations, and nowhere else", () => {
  const roundabout = readers.filter(({ text }) => !text.includes("visibleConversations(")).map(({ file }) => file);
  expect(roundabout.toSorted()).toEqual(Object.keys(BY_THEMSELVES).toSorted());
});

test("there is something to be found", () => {
  expect(readers.length).toBeGreaterThan(Object.keys(BY_THEMSELVES).length + 4);
});
