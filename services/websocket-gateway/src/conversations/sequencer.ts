/** At most this many events wait for an earlier one. */
export const MAX_BUFFERED = 64;

export interface SeqRange {
  fromSeq: number;
  toSeq: number;
}

/**
 * Puts events into `seq` order: the next one passes, an old one is dropped, a later one is buffered. Before `start` sets the first
 * position, everything is buffered.
 */
export class Sequencer<Item extends { seq: number }> {
  readonly #buffered = new Map<number, Item>();
  #next: number | null = null;
  #headSeq = 0;
  #isOverfull = false;

  /** The last seq passed on; null before `start`. */
  get position(): number | null {
    return this.#next === null ? null : this.#next - 1;
  }

  /** The highest known seq. */
  get headSeq(): number {
    return this.#headSeq;
  }

  get bufferedCount(): number {
    return this.#buffered.size;
  }

  /** The buffer overflowed: the reader should read the missing events from chat-service. */
  get isOverfull(): boolean {
    return this.#isOverfull;
  }

  /** The reader has everything up to `position`. Only the first call counts. */
  start(position: number): Item[] {
    if (this.#next !== null) return [];
    this.#next = position + 1;
    for (const seq of this.#buffered.keys()) if (seq <= position) this.#buffered.delete(seq);
    return this.#pass();
  }

  /** @returns the events that are next in order now */
  take(item: Item): Item[] {
    this.recordHead(item.seq);
    if (this.#next !== null && item.seq < this.#next) return [];
    if (item.seq !== this.#next) this.#buffer(item);
    else {
      this.#next += 1;
      return [item, ...this.#pass()];
    }
    return [];
  }

  recordHead(headSeq: number): void {
    this.#headSeq = Math.max(this.#headSeq, headSeq);
  }

  /** The first gap, or null when everything known has been passed on. */
  missing(): SeqRange | null {
    if (this.#next === null || this.#next > this.#headSeq) return null;
    let toSeq = this.#headSeq;
    for (const seq of this.#buffered.keys()) toSeq = Math.min(toSeq, seq - 1);
    return { fromSeq: this.#next, toSeq };
  }

  #buffer(item: Item): void {
    if (this.#buffered.size >= MAX_BUFFERED && !this.#buffered.has(item.seq)) {
      if (this.#next !== null) {
        this.#isOverfull = true;
        return;
      }
      // Before the start the oldest event is dropped: the first answer contains it, and a gap is fetched.
      this.#buffered.delete(Math.min(...this.#buffered.keys()));
    }
    this.#buffered.set(item.seq, item);
  }

  #pass(): Item[] {
    const items: Item[] = [];
    while (this.#next !== null) {
      const item = this.#buffered.get(this.#next);
      if (!item) break;
      this.#buffered.delete(this.#next);
      items.push(item);
      this.#next += 1;
    }
    return items;
  }
}
