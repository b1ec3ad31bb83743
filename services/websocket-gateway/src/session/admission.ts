import { networkOf } from "@chorus/kernel/network";
import { TokenBucket } from "./token-bucket.ts";

export interface AdmissionLimits {
  upgradesPerSecond: number;
  upgradesBurst: number;
  unauthenticatedPerAddress: number;
}

/** Limits new and anonymous sockets per network, as rates. */
export class Admission {
  readonly #limits: AdmissionLimits;
  readonly #now: () => number;
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #anonymous = new Map<string, number>();

  constructor(limits: AdmissionLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Whether this address may open another socket now. */
  admit(ip: string): boolean {
    const address = networkOf(ip);
    if ((this.#anonymous.get(address) ?? 0) >= this.#limits.unauthenticatedPerAddress) return false;
    const nowMs = this.#now();
    let bucket = this.#buckets.get(address);
    if (!bucket) {
      const { upgradesPerSecond, upgradesBurst } = this.#limits;
      bucket = new TokenBucket({ ratePerSecond: upgradesPerSecond, burst: upgradesBurst }, nowMs);
      this.#buckets.set(address, bucket);
    }
    return bucket.take(nowMs) === 0;
  }

  opened(ip: string): void {
    const address = networkOf(ip);
    this.#anonymous.set(address, (this.#anonymous.get(address) ?? 0) + 1);
  }

  /** The socket has authenticated or closed: called once for each `opened`. */
  settled(ip: string): void {
    const address = networkOf(ip);
    const left = (this.#anonymous.get(address) ?? 0) - 1;
    if (left > 0) this.#anonymous.set(address, left);
    else this.#anonymous.delete(address);
  }

  /** Removes addresses whose buckets are full again. */
  sweep(): void {
    const nowMs = this.#now();
    for (const [address, bucket] of this.#buckets) if (bucket.isFull(nowMs)) this.#buckets.delete(address);
  }
}
