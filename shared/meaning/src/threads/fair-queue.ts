/** What waits, in the order it came for each turn; whose turns those are (tenants) take turns. */
export interface FairQueue<Item> {
  readonly size: number;
  push(turn: string, item: Item): void;
  /** The first one of whose turn it is; their next one comes after everybody else's first. */
  next(): Item | undefined;
  /** @returns whether it still waited */
  remove(turn: string, item: Item): boolean;
  /** All of it, which then does not wait any more. */
  takeAll(): Item[];
}

export function fairQueue<Item>(): FairQueue<Item> {
  // A map keeps the order in which turns came; whoever was served goes to its end.
  const waiting = new Map<string, Item[]>();
  let size = 0;
  return {
    get size() {
      return size;
    },
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
