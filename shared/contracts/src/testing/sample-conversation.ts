import type { Conversation, CustomerConversation } from "../entities/conversation.ts";

const AT = "2026-11-21T09:00:00.000Z";
/** The same valid UUID for the same number. */
export const sampleUuid = (number: number) => `0192f0c0-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;

/** A conversation as its customer sees it, for tests: only what a test is about is named in it. */
export function sampleCustomerConversation(fields: Partial<CustomerConversation> = {}): CustomerConversation {
  return {
    id: sampleUuid(1),
    status: "open",
    subject: null,
    assignee: null,
    headSeq: 0,
    createdAt: AT,
    updatedAt: AT,
    ...fields,
  };
}

/** The same as agents see it. */
export function sampleDeskConversation(fields: Partial<Conversation> = {}): Conversation {
  return {
    ...sampleCustomerConversation(),
    tenantId: sampleUuid(2),
    customer: { id: sampleUuid(3), name: "Ada", email: null, verified: false, emailVerified: false },
    team: null,
    priority: "normal",
    tags: [],
    lastMessage: null,
    unread: null,
    waitingSince: null,
    owner: { kind: "human", epoch: 0, reason: null },
    newsAt: AT,
    snoozedUntil: null,
    rating: null,
    ...fields,
  };
}
