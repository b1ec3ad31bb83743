import type { ReceiptState } from "@chorus/contracts/entities/conversation";

/** Everybody's receipts by user id. */
export type Receipts = ReadonlyMap<string, ReceiptState>;

/** Moves receipts forward; older ones are ignored, and without a change the same map is returned. */
export function mergeReceipts(
  receipts: Receipts,
  updates: readonly { userId: string; deliveredSeq?: number | undefined; readSeq?: number | undefined }[],
): Receipts {
  let merged: Map<string, ReceiptState> | null = null;
  for (const { userId, deliveredSeq, readSeq } of updates) {
    const known = (merged ?? receipts).get(userId) ?? { userId, deliveredSeq: 0, readSeq: 0 };
    const read = Math.max(known.readSeq, readSeq ?? 0);
    // A read message was received.
    const delivered = Math.max(known.deliveredSeq, deliveredSeq ?? 0, read);
    if (read === known.readSeq && delivered === known.deliveredSeq && (merged ?? receipts).has(userId)) continue;
    merged ??= new Map(receipts);
    merged.set(userId, { userId, deliveredSeq: delivered, readSeq: read });
  }
  return merged ?? receipts;
}

export type Delivery = "sent" | "delivered" | "read";

/** The delivery state of the message at `seq`, among the people for whom `isReader` is true. */
export function deliveryOf(receipts: Receipts, seq: number, isReader: (userId: string) => boolean): Delivery {
  let best: Delivery = "sent";
  for (const receipt of receipts.values()) {
    if (!isReader(receipt.userId)) continue;
    if (receipt.readSeq >= seq) return "read";
    if (receipt.deliveredSeq >= seq) best = "delivered";
  }
  return best;
}
