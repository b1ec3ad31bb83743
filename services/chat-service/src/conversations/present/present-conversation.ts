import type {
  AnyConversation,
  Conversation,
  CustomerConversation,
  Rating,
} from "@chorus/contracts/entities/conversation";
import type { AgentSummary } from "@chorus/contracts/entities/people";
import { toTimestamp } from "@chorus/kernel/clock";
import { isCustomer, reachOfPrincipal, type Principal } from "../../identity/principal.ts";
import type { ConversationRow } from "../rows/conversation-queries.ts";

function assigneeOf(row: ConversationRow): AgentSummary | null {
  if (row.assignee_id === null) return null;
  return { id: row.assignee_id, name: row.assignee_name ?? "", avatar: row.assignee_avatar };
}

function ratingOf(row: ConversationRow): Rating | null {
  if (row.rating_score === null) return null;
  return {
    score: row.rating_score,
    comment: row.rating_comment,
    ratedAt: row.rated_at && toTimestamp(row.rated_at),
  };
}

/** As agents see it. `unread` is null unless the row was read for one reader. */
export function presentConversation(row: ConversationRow): Conversation {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    status: row.status,
    subject: row.subject,
    customer: {
      id: row.customer_id,
      name: row.customer_name,
      email: row.customer_email,
      verified: row.customer_verified,
      emailVerified: row.customer_email !== null && row.customer_email_verified,
    },
    assignee: assigneeOf(row),
    team: row.team_id === null ? null : { id: row.team_id, name: row.team_name ?? "" },
    priority: row.priority,
    tags: row.tags,
    headSeq: row.last_seq,
    lastMessage: row.last_message,
    unread: row.unread ?? null,
    waitingSince: row.waiting_since && toTimestamp(row.waiting_since),
    owner: { kind: row.owner_kind, epoch: row.owner_epoch, reason: row.owner_reason },
    newsAt: toTimestamp(row.news_at),
    // What was closed while it slept still has its hour in the table.
    snoozedUntil: row.status === "snoozed" && row.snoozed_until ? toTimestamp(row.snoozed_until) : null,
    rating: ratingOf(row),
    createdAt: toTimestamp(row.created_at),
    updatedAt: toTimestamp(row.updated_at),
  };
}

/** As its customer sees it: nothing internal, and the head in the public numbering. */
export function presentCustomerConversation(row: ConversationRow): CustomerConversation {
  return {
    id: row.id,
    status: row.status,
    subject: row.subject,
    assignee: assigneeOf(row),
    headSeq: row.last_public_seq,
    createdAt: toTimestamp(row.created_at),
    updatedAt: toTimestamp(row.updated_at),
  };
}

export function presentConversationFor(principal: Principal, row: ConversationRow): AnyConversation {
  return isCustomer(principal) ? presentCustomerConversation(row) : presentToDesk(principal, row);
}

/** Without the fields that the caller has no scope to read: a write-only API key gets no texts, names or addresses. */
export function presentToDesk(principal: Principal, row: ConversationRow): Conversation {
  const shown = presentConversation(row);
  if (reachOfPrincipal(principal, "conversation.read") !== null) return shown;
  return {
    ...shown,
    subject: null,
    customer: { ...shown.customer, name: "", email: null, emailVerified: false },
    assignee: shown.assignee && { ...shown.assignee, name: "", avatar: null },
    team: shown.team && { ...shown.team, name: "" },
    tags: [],
    lastMessage: null,
    rating: shown.rating && { ...shown.rating, comment: null },
  };
}
