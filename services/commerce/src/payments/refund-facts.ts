import type { REFUND_STATES } from "@chorus/contracts/entities/refund";

export type RefundState = (typeof REFUND_STATES)[number];

/** What is known of a refund. Facts are only ever added, so that the state is the same in whatever order they come, and how often. */
export interface RefundFacts {
  isSucceeded: boolean;
  isFailed: boolean;
}

export function learnRefund(before: RefundFacts, status: RefundState): RefundFacts {
  return {
    isSucceeded: before.isSucceeded || status === "succeeded",
    isFailed: before.isFailed || status === "failed",
  };
}

/** A bank can send back what it had taken: nothing is sure after a failure, also when its success is told later. */
export function stateOfRefund({ isSucceeded, isFailed }: RefundFacts): RefundState {
  if (isFailed) return "failed";
  return isSucceeded ? "succeeded" : "pending";
}

/** What the ledger says of it: money that never went out does not come back. */
export function refundEntriesOf({ isSucceeded, isFailed }: RefundFacts): ("refunded" | "refund_failed")[] {
  if (!isSucceeded) return [];
  return isFailed ? ["refunded", "refund_failed"] : ["refunded"];
}
