import { z } from "zod";
import { Uuid } from "../ids.ts";
import { Seq, Timestamp, label, singleLine } from "../primitives.ts";
import { isBlank } from "../text.ts";
import { MessagePreview } from "./message.ts";
import { AgentSummary, CustomerSummary, TeamSummary } from "./people.ts";

export const ConversationStatus = z.enum(["queued", "open", "snoozed", "closed"]);
export type ConversationStatus = z.infer<typeof ConversationStatus>;

export const Priority = z.enum(["low", "normal", "high", "urgent"]);
export type Priority = z.infer<typeof Priority>;

/** The queue is ordered by priority, higher first, then by waiting time. */
export const QUEUE_RANK: Readonly<Record<Priority, number>> = { low: -1, normal: 0, high: 1, urgent: 2 };

/** One line; empty when it has no visible character. */
export const Subject = singleLine({ max: 200 }).overwrite((subject) => (isBlank(subject) ? "" : subject));

export const MAX_TAGS = 20;
export const MAX_TAG_CHARACTERS = 40;

/** Lower case and composed, so that `VIP` and `vip` are one tag, and `é` is the same however it was typed. */
export const Tag = label({ max: MAX_TAG_CHARACTERS }).toLowerCase();

/** Who answers: an assistant, nobody at the moment, or people; `epoch` rises with every change. */
export const Owner = z
  .object({ kind: z.enum(["bot", "pending", "human"]), epoch: z.int().min(0), reason: z.string().nullable() })
  .meta({ id: "Owner" });
export type Owner = z.infer<typeof Owner>;

/** How its customer found it, 1 to 5; the last rating of theirs. */
export const Rating = z
  .object({
    score: z.int().min(1).max(5),
    comment: z.string().nullable(),
    /** Null for ratings of before this was kept. */
    ratedAt: Timestamp.nullable(),
  })
  .meta({ id: "Rating" });
export type Rating = z.infer<typeof Rating>;

/** A conversation as agents see it. */
export const Conversation = z
  .object({
    id: Uuid,
    tenantId: Uuid,
    status: ConversationStatus,
    subject: z.string().nullable(),
    customer: CustomerSummary,
    assignee: AgentSummary.nullable(),
    team: TeamSummary.nullable(),
    priority: Priority,
    tags: z.array(z.string()),
    headSeq: Seq,
    lastMessage: MessagePreview.nullable(),
    /** The reader's unread customer messages, at most 100; null in pushes, which many readers share. */
    unread: z.int().nullable(),
    /** Since when the customer waits for an answer. */
    waitingSince: Timestamp.nullable(),
    /** Absent in answers of older services: people then. */
    owner: Owner.optional(),
    /**
     * When something happened that is news to a person: the last message or note, else the beginning, or when it was reopened or
     * woke up. Lists are ordered by it. Absent in answers of older services, as are the next two.
     */
    newsAt: Timestamp.optional(),
    /** Until when it is snoozed; null when it is not. */
    snoozedUntil: Timestamp.nullable().optional(),
    rating: Rating.nullable().optional(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: "Conversation" });
export type Conversation = z.infer<typeof Conversation>;

/** A conversation as its customer sees it: no tags, priority, notes or agents' data. */
export const CustomerConversation = z
  .object({
    id: Uuid,
    status: ConversationStatus,
    subject: z.string().nullable(),
    assignee: AgentSummary.nullable(),
    headSeq: Seq,
    /** In lists only: the last message that is not deleted, and how many of others the customer has not read, at most 100. */
    listed: z.object({ lastMessage: MessagePreview.nullable(), unread: z.int() }).optional(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: "CustomerConversation" });
export type CustomerConversation = z.infer<typeof CustomerConversation>;

/** Agents get a Conversation, customers a CustomerConversation. */
export const AnyConversation = z.union([Conversation, CustomerConversation]);
export type AnyConversation = z.infer<typeof AnyConversation>;

/** Up to where one participant has received and read everything. Both only move forward. */
export const ReceiptState = z.object({ userId: Uuid, deliveredSeq: Seq, readSeq: Seq }).meta({ id: "ReceiptState" });
export type ReceiptState = z.infer<typeof ReceiptState>;
