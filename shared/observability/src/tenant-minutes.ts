const MINUTE_MS = 60_000;
/** After a failure it is not tried again for so long. */
const PAUSE_MS = 10_000;

export interface TenantMinutesOptions {
  /** Upper bounds in milliseconds, inclusive, rising. */
  boundsMs: readonly number[];
  /** Of one minute; what more of them send in it is not counted. */
  maxTenants: number;
  /** How many minutes wait at most while they cannot be handed over; then the oldest goes. */
  maxMinutes: number;
  /** Takes a minute that is over. The same minute may come again after a failure. */
  record: (minute: CountedMinute) => Promise<unknown>;
}

export interface CountedMinute {
  startMs: number;
  /** Of each tenant: counts by bucket, then failures. */
  tenants: { tenantId: string; numbers: number[] }[];
}

/**
 * How long things took, by tenant and minute. A histogram by tenant in `/metrics` would block the event loop at each scrape (216 ms
 * of 2,000 tenants), so that these are handed over to be stored.
 */
export class TenantMinutes {
  readonly #options: TenantMinutesOptions;
  #tenants = new Map<string, Uint32Array>();
  #startMs = 0;
  readonly #ended: CountedMinute[] = [];
  #pausedUntilMs = 0;
  /** Hand-overs come one after the other, so that no minute is handed over twice. */
  #handingOver: Promise<void> | null = null;

  constructor(options: TenantMinutesOptions) {
    this.#options = options;
  }

  /** For hot paths: a look-up and an increment. */
  took(tenantId: string, durationMs: number, nowMs: number): void {
    const { boundsMs } = this.#options;
    let bucket = 0;
    while (bucket < boundsMs.length && durationMs > (boundsMs[bucket] ?? 0)) bucket += 1;
    this.#increment(tenantId, bucket, nowMs);
  }

  failed(tenantId: string, nowMs: number): void {
    this.#increment(tenantId, this.#options.boundsMs.length + 1, nowMs);
  }

  /** Hands over the minutes that are over, the oldest first. @throws Error of `record`; what was not taken stays */
  async handOver(nowMs: number): Promise<void> {
    if (nowMs >= this.#startMs + MINUTE_MS) this.#begin(nowMs);
    if (nowMs < this.#pausedUntilMs || this.#handingOver) return;
    await this.#drain(nowMs);
  }

  /** The same with the minute that is under way, before the end of the process. */
  async handOverAll(nowMs: number): Promise<void> {
    this.#begin(nowMs);
    // Its failure is told to whoever has begun it.
    await this.#handingOver?.catch(() => undefined);
    await this.#drain(nowMs);
  }

  #drain(nowMs: number): Promise<void> {
    this.#handingOver = this.#recordEnded(nowMs).finally(() => {
      this.#handingOver = null;
    });
    return this.#handingOver;
  }

  async #recordEnded(nowMs: number): Promise<void> {
    for (let minute = this.#ended[0]; minute; minute = this.#ended[0]) {
      try {
        await this.#options.record(minute);
      } catch (error) {
        this.#pausedUntilMs = nowMs + PAUSE_MS;
        throw error;
      }
      // A newer one may have pushed it out meanwhile.
      if (this.#ended[0] === minute) this.#ended.shift();
    }
  }

  #increment(tenantId: string, place: number, nowMs: number): void {
    if (nowMs >= this.#startMs + MINUTE_MS) this.#begin(nowMs);
    const numbers = this.#tenants.get(tenantId) ?? this.#add(tenantId);
    if (numbers) numbers[place] = (numbers[place] ?? 0) + 1;
  }

  #add(tenantId: string): Uint32Array | undefined {
    if (this.#tenants.size >= this.#options.maxTenants) return undefined;
    const numbers = new Uint32Array(this.#options.boundsMs.length + 2);
    this.#tenants.set(tenantId, numbers);
    return numbers;
  }

  #begin(nowMs: number): void {
    if (this.#tenants.size > 0) {
      const tenants = Array.from(this.#tenants, ([tenantId, numbers]) => ({ tenantId, numbers: [...numbers] }));
      this.#ended.push({ startMs: this.#startMs, tenants });
      if (this.#ended.length > this.#options.maxMinutes) this.#ended.shift();
      this.#tenants = new Map();
    }
    this.#startMs = nowMs - (nowMs % MINUTE_MS);
  }
}
