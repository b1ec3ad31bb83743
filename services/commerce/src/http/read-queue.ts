import type { AccessClaims } from "@chorus/auth/access-token";
import { createWorkQueue } from "@chorus/auth/work-queue";

export type ReadQueue = <Result>(caller: AccessClaims, work: () => Promise<Result>) => Promise<Result>;

/**
 * Reads of lists and products, which visitors without a name may ask for as often as they like: one person runs no more than a quarter
 * of them and one tenant half, so that whoever floods slows down themselves.
 */
export function createReadQueue(): ReadQueue {
  const enqueue = createWorkQueue({
    ...{ concurrent: 8, waiting: 128 },
    running: { tenant: 4, person: 2 },
    shares: { tenant: 48, person: 12, refusal: "You are reading very often at once. Please wait a moment." },
    refusal: "Very many are reading right now. Please try again.",
  });
  return ({ tenantId, userId: personId }, work) => enqueue(work, { tenantId, personId });
}
