/** What is promised about acknowledgements: this share of all messages within so many milliseconds (docs/operations/slos.md). */
export const ACK_PROMISE = { share: 0.99, withinMs: 250 } as const;

/** Upper bounds of buckets, inclusive; what takes longer than the last has one more bucket. The promise is one of them: its share is exact. */
export const LATENCY_BOUNDS_MS = [1, 2, 5, 10, 20, 50, 100, ACK_PROMISE.withinMs, 500, 1_000, 2_500, 5_000] as const;

/** Here begins what took longer than is promised. */
export const FIRST_SLOW_BUCKET = LATENCY_BOUNDS_MS.indexOf(ACK_PROMISE.withinMs) + 1;

/** How many numbers a tenant's minute has: messages by bucket, then those that failed. */
export const LATENCY_NUMBERS = LATENCY_BOUNDS_MS.length + 2;

/** Over what time figures are added up. */
export const LATENCY_WINDOWS = ["hour", "day", "month"] as const;
export type LatencyWindow = (typeof LATENCY_WINDOWS)[number];

/** What a tenant's messages took, from receiving one to acknowledging it. */
export interface LatencyFigures {
  messages: number;
  failed: number;
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
  /** The share of those acknowledged that took longer than is promised. */
  slowShare: number | null;
  /** Messages by bucket. */
  buckets: number[];
}

/** @param numbers of a tenant: messages by bucket, then those that failed */
export function latencyFigures(numbers: readonly number[]): LatencyFigures {
  const buckets = numbers.slice(0, -1);
  const messages = sumOf(buckets);
  const slow = sumOf(buckets.slice(FIRST_SLOW_BUCKET));
  return {
    ...{ messages, failed: numbers.at(-1) ?? 0 },
    p50Ms: percentileMs(buckets, 0.5),
    p95Ms: percentileMs(buckets, 0.95),
    p99Ms: percentileMs(buckets, 0.99),
    ...{ slowShare: messages === 0 ? null : slow / messages, buckets },
  };
}

/**
 * Within how many milliseconds this share of the messages was acknowledged, evenly spread within the bucket; of what is beyond the last
 * bound only that bound is known. Null without messages.
 * @param buckets counts by bucket
 * @param share 0 to 1
 */
export function percentileMs(buckets: readonly number[], share: number): number | null {
  const rank = share * sumOf(buckets);
  let below = 0;
  for (const [index, count] of buckets.entries()) {
    if (count > 0 && below + count >= rank) {
      const from = LATENCY_BOUNDS_MS[index - 1] ?? 0;
      const to = LATENCY_BOUNDS_MS[index] ?? from;
      return from + ((to - from) * (rank - below)) / count;
    }
    below += count;
  }
  return null;
}

/** Bucket by bucket. */
export function addCounts(one: readonly number[], other: readonly number[]): number[] {
  return one.map((count, index) => count + (other[index] ?? 0));
}

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
