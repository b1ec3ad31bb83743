import { createWorkQueue, type WorkQueue } from "@chorus/auth/work-queue";

/**
 * Searches at somebody's request: each has two connections of the database and the one thread that embeds, for up to three seconds. One
 * person runs no more than half of them and one tenant leaves one to the others, so that whoever floods slows down themselves.
 */
export function createSearchQueue(): WorkQueue {
  return createWorkQueue({
    ...{ concurrent: 4, waiting: 64 },
    running: { tenant: 3, person: 2 },
    shares: { tenant: 32, person: 8, refusal: "You are searching very often at once. Please wait a moment." },
    refusal: "Very many are searching right now. Please try again.",
  });
}

/** Trials of a provider: one of a tenant at once, as each costs tokens or the time of the thread that writes summaries. */
export function createTrialQueue(): WorkQueue {
  return createWorkQueue({
    ...{ concurrent: 2, waiting: 16 },
    running: { tenant: 1, person: 1 },
    shares: { tenant: 3, person: 2, refusal: "A provider is being tried already. Please wait a moment." },
    refusal: "Very many providers are being tried right now. Please try again.",
  });
}
