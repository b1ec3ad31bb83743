/** At most this many events wait for an earlier one. */
export const MAX_HELD = 64;

export interface SeqRange {
  fromSeq: number;
  toSeq: number;
}

/**
 * Puts events into `seq` order: next in line passes, an old one is dropped, a later one is held. Before `start` says where the
 * stream begins, everything is held.
 */
export class Sequencer<Item extends { seq: number }> {
  readonly #held = new Map<number, Item>();
  #next: number | null = null;
  #headSeq = 0;
  #isOverfull = false;

  /** The last seq passed on; null before `start`. */
  get position(): number | null {
    return this.#next === null ? null : this.#next - 1;
  }

  /** The newest seq anybody has told of. */
  get headSeq(): number {
    return this.#headSeq;
  }

  get heldCount(): number {
    return this.#held.size;
  }

  /** More came than may wait for a hole: the reader is better off asking for all of it. */
  get isOverfull(): boolean {
    return this.#isOverfull;
  }

  /** Everything up to `position` is known to the reader. Only the first call counts. */
  start(position: number): Item[] {
    if (this.#next !== null) return [];
    this.#next = position + 1;
    for (const seq of this.#held.keys()) if (seq <= position) this.#held.delete(seq);
    return this.#pass();
  }

  /** @returns what is in line now, in order */
  take(item: Item): Item[] {
    this.recordHead(item.seq);
    if (this.#next !== null && item.seq < this.#next) return [];
    if (item.seq !== this.#next) this.#hold(item);
    else {
      this.#next += 1;
      return [item, ...this.#pass()];
    }
    return [];
  }

  recordHead(headSeq: number): void {
    this.#headSeq = Math.max(this.#headSeq, headSeq);
  }

  /** The first hole, or null when everything known has been passed on. */
  missing(): SeqRange | null {
    if (this.#next === null || this.#next > this.#headSeq) return null;
    let toSeq = this.#headSeq;
    for (const seq of this.#held.keys()) toSeq = Math.min(toSeq, seq - 1);
    return { fromSeq: this.#next, toSeq };
  }

  #hold(item: Item): void {
    if (this.#held.size >= MAX_HELD && !this.#held.has(item.seq)) {
      if (this.#next !== null) {
        this.#isOverfull = true;
        return;
      }
      // Nobody reads yet: the oldest will be in the first answer, and a hole is fetched.
      this.#held.delete(Math.min(...this.#held.keys()));
    }
    this.#held.set(item.seq, item);
  }

  #pass(): Item[] {
    const items: Item[] = [];
    while (this.#next !== null) {
      const item = this.#held.get(this.#next);
      if (!item) break;
      this.#held.delete(this.#next);
      items.push(item);
      this.#next += 1;
    }
    return items;
  }
}
