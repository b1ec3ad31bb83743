import { z } from "zod";
import { Uuid } from "../ids.ts";
import { Seq, Timestamp } from "../primitives.ts";
import { ConversationStatus } from "./conversation.ts";
import { AgentSummary } from "./people.ts";

/** A conversation that was found, by its best message. */
export const SearchHit = z
  .object({
    conversationId: Uuid,
    seq: Seq,
    /** Higher is better; only comparable within one answer. */
    score: z.number(),
    /** Plain text around what was found. */
    snippet: z.string(),
    matched: z.enum(["text", "meaning", "both"]),
    customerName: z.string(),
    subject: z.string().nullable(),
    status: ConversationStatus,
    /** When the message was written. Absent in answers of older services, like what follows. */
    at: Timestamp.optional(),
    /** Who has the conversation. */
    assignee: AgentSummary.nullable().optional(),
  })
  .meta({ id: "SearchHit" });
export type SearchHit = z.infer<typeof SearchHit>;

/** A conversation about much the same. */
export const SimilarConversation = z
  .object({
    conversationId: Uuid,
    /** 0 to 1. */
    likeness: z.number(),
    customerName: z.string(),
    status: ConversationStatus,
    about: z.string(),
    /** How it ended, by its summary; null while it is not known. */
    ending: z.string().nullable(),
  })
  .meta({ id: "SimilarConversation" });
export type SimilarConversation = z.infer<typeof SimilarConversation>;
