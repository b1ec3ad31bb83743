/** The value below which `share` (0 to 1) of the sorted samples lie. */
function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export interface Latency {
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
}

export function latencyOf(samplesMs: readonly number[]): Latency {
  return { p50Ms: percentile(samplesMs, 0.5), p95Ms: percentile(samplesMs, 0.95), p99Ms: percentile(samplesMs, 0.99) };
}
