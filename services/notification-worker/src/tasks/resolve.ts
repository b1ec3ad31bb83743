import type { TenantTx } from "@chorus/database/database";
import { accountUsed } from "./account-used.ts";
import { conversationAssigned } from "./conversation-assigned.ts";
import { conversationClosed } from "./conversation-closed.ts";
import { conversationMentioned } from "./conversation-mentioned.ts";
import { conversationTranscript } from "./conversation-transcript.ts";
import { conversationWaiting } from "./conversation-waiting.ts";
import { messageUnread } from "./message-unread.ts";
import { peopleLink } from "./people-link.ts";
import type { Subject, NotificationTask } from "./subject.ts";
import { tenantQuota } from "./tenant-quota.ts";

const RESOLVERS: Record<string, (tx: TenantTx, task: NotificationTask) => Promise<Subject>> = {
  "message.unread": messageUnread,
  "conversation.waiting": conversationWaiting,
  "conversation.assigned": conversationAssigned,
  "conversation.mentioned": conversationMentioned,
  "conversation.closed": conversationClosed,
  "conversation.transcript": conversationTranscript,
  "people.link": peopleLink,
  "people.new_device": accountUsed("people.new_device"),
  "people.password_changed": accountUsed("people.password_changed"),
  "tenant.quota": tenantQuota,
};

/** The current subject of a task and its recipients. @throws Error for a kind that this version does not know */
export function resolveSubject(tx: TenantTx, task: NotificationTask): Promise<Subject> {
  const resolve = RESOLVERS[task.kind];
  if (!resolve) throw new Error(`unknown kind of notification task: ${task.kind}`);
  return resolve(tx, task);
}
