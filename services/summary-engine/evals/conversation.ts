import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { TranscriptLine } from "../src/drafts/transcript.ts";

/** A fact is told when every one of its groups is; a group when one of its alternatives (`a|b`) is. */
const Fact = z.array(z.string().min(1)).min(1);

const EvalConversation = z.object({
  id: z.string(),
  /** The held-out half is never looked at while anything is tuned. */
  half: z.enum(["development", "held-out"]),
  trade: z.string(),
  language: z.enum(["en", "de"]),
  tone: z.string(),
  messages: z
    .array(z.object({ role: z.enum(["customer", "agent"]), name: z.string(), text: z.string().min(1) }))
    .min(5),
  reference: z.string(),
  facts: z.array(Fact).min(2),
  promises: z.array(Fact),
  entities: z.record(z.enum(["orders", "amounts", "products", "contacts"]), z.array(z.string()).optional()),
});
export type EvalConversation = z.infer<typeof EvalConversation>;

const FOLDER = path.join(import.meta.dirname, "conversations");
/** A Saturday. */
const BEGAN_AT = Date.parse("2026-11-21T09:00:00.000Z");
const BETWEEN_MS = 40_000;

export function readConversations(): EvalConversation[] {
  return readdirSync(FOLDER)
    .toSorted()
    .map((file) => EvalConversation.parse(JSON.parse(readFileSync(path.join(FOLDER, file), "utf8"))));
}

export function transcriptOf(conversation: EvalConversation): TranscriptLine[] {
  return conversation.messages.map(({ role, name, text }, index) => ({
    ...{ seq: index + 1, role, name, text },
    at: new Date(BEGAN_AT + index * BETWEEN_MS).toISOString(),
  }));
}
