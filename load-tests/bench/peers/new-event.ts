import { randomUUID } from "node:crypto";
import type { AccessClaims } from "@chorus/auth/access-token";

export interface Send {
  conversationId: string;
  clientMessageId: string;
  body: string;
}

const heads = new Map<string, number>();

/** An event of the size and shape of ours, numbered in memory: no peer here keeps anything. */
export function newEvent({ userId }: AccessClaims, { conversationId, clientMessageId, body }: Send) {
  const seq = (heads.get(conversationId) ?? 0) + 1;
  heads.set(conversationId, seq);
  const author = { type: "agent", id: userId, name: "Somebody" };
  const createdAt = new Date().toISOString();
  return {
    type: "event",
    conversationId,
    seq,
    kind: "message.created",
    actor: author,
    createdAt,
    data: {
      message: {
        id: randomUUID(),
        conversationId,
        seq,
        clientMessageId,
        kind: "text",
        author,
        body,
        replyToSeq: null,
        attachments: [],
        createdAt,
        editedAt: null,
        deletedAt: null,
      },
    },
  };
}
