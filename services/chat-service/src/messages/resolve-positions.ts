import type { AppendItem } from "@chorus/contracts/routes/internal-chat";
import { isCustomer, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";

/** A send by any principal: over the gateway a session, over REST possibly an API key. */
export type Send = Omit<AppendItem, "principal"> & { principal: Principal };

/** A send whose positions are in the full numbering, with the public one of what it replies to. */
export interface ResolvedItem extends Omit<Send, "replyToSeq" | "expectedSeq"> {
  replyToSeq: number | null;
  replyToPublicSeq: number | null;
  expectedSeq: number | null;
}

/** No event has this position, so the append refuses what refers to it. */
const NOWHERE = Number.MAX_SAFE_INTEGER;

/** Translates positions in customers' sends to the full numbering; sends without positions cost no query. */
export async function resolvePositions(
  context: ChatContext,
  tenantId: string,
  items: readonly Send[],
): Promise<ResolvedItem[]> {
  const needing = items.filter((item) => item.replyToSeq !== undefined || item.expectedSeq !== undefined);
  return withPositions(items, needing.length === 0 ? [] : await readPositions(context, tenantId, needing));
}

export interface Position {
  conversation_id: string;
  seq: number;
  /** Null for what customers do not see. */
  public_seq: number | null;
}

/** @param known every event that a send names a position of, and perhaps others */
export function withPositions(items: readonly Send[], known: readonly Position[]): ResolvedItem[] {
  return items.map((item) => {
    const numbering = isCustomer(item.principal) ? "public_seq" : "seq";
    const find = (position: number | undefined) =>
      known.find((row) => row.conversation_id === item.conversationId && row[numbering] === position);
    const reply = item.replyToSeq === undefined ? null : find(item.replyToSeq);
    return {
      ...item,
      replyToSeq: reply === null ? null : (reply?.seq ?? NOWHERE),
      replyToPublicSeq: reply?.public_seq ?? null,
      expectedSeq:
        item.expectedSeq === undefined
          ? null
          : isCustomer(item.principal)
            ? (find(item.expectedSeq)?.seq ?? 0)
            : item.expectedSeq,
    };
  });
}

function readPositions(context: ChatContext, tenantId: string, items: readonly Send[]) {
  const conversations = items.map((item) => item.conversationId);
  const positions = items.flatMap((item) => [item.replyToSeq, item.expectedSeq]).filter((seq) => seq !== undefined);
  return context.database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom("events")
      .select(["conversation_id", "seq", "public_seq"])
      .where("conversation_id", "in", conversations)
      .where((eb) => eb.or([eb("seq", "in", positions), eb("public_seq", "in", positions)]))
      .execute(),
  );
}
