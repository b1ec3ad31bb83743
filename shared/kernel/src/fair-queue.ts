/** A queue that serves its keys (tenants) in turn, and the items of each in order. */
export interface FairQueue<Item> {
  readonly size: number;
  /** How many of one key are queued. */
  sizeOf(turn: string): number;
  push(turn: string, item: Item): void;
  /** The first item of the next key, which then goes to the end of the queue. */
  next(): Item | undefined;
  /** @returns whether it was still queued */
  remove(turn: string, item: Item): boolean;
  /** Removes and returns all items. */
  takeAll(): Item[];
}

export function fairQueue<Item>(): FairQueue<Item> {
  // A map keeps the order of its keys; a key that was served is inserted again at the end.
  const waiting = new Map<string, Item[]>();
  let size = 0;

  return {
    get size() {
      return size;
    },
    sizeOf: (turn) => waiting.get(turn)?.length ?? 0,
    push(turn, item) {
      const line = waiting.get(turn);
      if (line) line.push(item);
      else waiting.set(turn, [item]);
      size += 1;
    },
    next() {
      const [first] = waiting;
      if (!first) return undefined;
      const [turn, line] = first;
      const item = line.shift();
      waiting.delete(turn);
      if (line.length > 0) waiting.set(turn, line);
      size -= 1;
      return item;
    },
    remove(turn, item) {
      const line = waiting.get(turn);
      const place = line?.indexOf(item) ?? -1;
      if (!line || place === -1) return false;
      line.splice(place, 1);
      if (line.length === 0) waiting.delete(turn);
      size -= 1;
      return true;
    },
    takeAll() {
      const all = [...waiting.values()].flat();
      waiting.clear();
      size = 0;
      return all;
    },
  };
}
