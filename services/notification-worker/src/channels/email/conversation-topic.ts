import { isBlank, toSingleLine } from "@chorus/contracts/text";
import type { TenantTx } from "@chorus/database/database";
import { markdownToPlain } from "@chorus/markdown/plain";
import { shorten } from "../../templates/shorten.ts";

const MAX_CHARACTERS = 60;

/** What a conversation is about, in a few words: its subject, else how its customer began; null when neither says anything. */
export async function topicOf(tx: TenantTx, conversationId: string): Promise<string | null> {
  const conversation = await tx
    .selectFrom("conversations")
    .select("subject")
    .where("id", "=", conversationId)
    .executeTakeFirst();
  const first = customersMessages(tx, conversationId).orderBy("seq").limit(1);
  return shortTopic(conversation?.subject ?? bodyOf((await first.executeTakeFirst())?.data) ?? "");
}

/** The first words of a text that fit into a subject. */
export function shortTopic(text: string): string | null {
  const [line = ""] = markdownToPlain(text)
    .split("\n")
    .map(toSingleLine)
    .filter((one) => !isBlank(one));
  return line === "" ? null : shorten(line, MAX_CHARACTERS);
}

/** What the customer wrote last before a message; null for whom we wrote to first. */
export async function questionBefore(tx: TenantTx, conversationId: string, seq: number): Promise<string | null> {
  const asked = customersMessages(tx, conversationId).where("seq", "<", seq).orderBy("seq", "desc").limit(1);
  return bodyOf((await asked.executeTakeFirst())?.data);
}

function customersMessages(tx: TenantTx, conversationId: string) {
  return tx
    .selectFrom("events")
    .select("data")
    .where("conversation_id", "=", conversationId)
    .where("kind", "=", "message.created")
    .where("actor_type", "=", "customer")
    .where("deleted_at", "is", null);
}

function bodyOf(data: Record<string, unknown> | undefined): string | null {
  const body = data?.["body"];
  return typeof body === "string" && !isBlank(body) ? body : null;
}
