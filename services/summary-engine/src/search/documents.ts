import type { TenantTx } from "@chorus/database/database";
import { mask } from "../pipeline/mask.ts";
import { masksPersonalData } from "../providers/settings.ts";
import { plainOf } from "../local/sentences.ts";
import { currentSummaries } from "../summaries/read-summaries.ts";
import { readConversationText } from "../summaries/read-transcript.ts";
import type { Embedder } from "./embedder.ts";
import type { DocumentKey } from "./vector-store.ts";

export interface SearchDocument extends DocumentKey {
  body: string;
  /** What an embedding model is told: the same, or without addresses, numbers and names when they must not leave. */
  told: string;
}

/** What can be found in a conversation: its messages and notes, and its brief. Null for one that was erased. */
export async function documentsOf(
  tx: TenantTx,
  { host }: Pick<Embedder, "host">,
  conversationId: string,
): Promise<SearchDocument[] | null> {
  const text = await readConversationText(tx, conversationId);
  if (!text) return null;
  const hidden = host !== null && (await masksPersonalData(tx)) ? mask(text.transcript) : null;
  const messages = text.transcript.map(({ seq, text: body }, index): SearchDocument => ({
    ...{ conversationId, seq, kind: "message" },
    body: plainOf(body),
    told: plainOf(hidden?.transcript[index]?.text ?? body),
  }));
  const brief = (await currentSummaries(tx, conversationId)).find(({ type }) => type === "brief");
  const statements = brief?.sections.flatMap((section) => section.statements) ?? [];
  const seq = statements[0]?.cites[0];
  if (seq === undefined) return messages;
  const body = statements.map((statement) => statement.text).join(" ");
  return [...messages, { conversationId, seq, kind: "brief", body, told: hidden?.hide(body) ?? body }];
}
