import { AppError } from "./app-error.ts";

/** What one share may have. */
export interface ShareSize {
  /** How many of it run at once. */
  running: number;
  /** How many more wait. */
  waiting: number;
}

/** A share of what can be done at once, such as a tenant's or one person's. Those of one key are one. */
export interface Share {
  key: string;
  size: ShareSize;
  /** Told to whoever is refused because this share is used up. */
  refusal: string;
}

export interface FairPlacesOptions extends ShareSize {
  /** Told to whoever is refused because of all others. */
  refusal: string;
  /** Whoever has waited this long is refused; absent: they wait until it is their turn. */
  maxWaitMs?: number;
}

/**
 * Runs work at once where there is a place in each of its shares, and otherwise in turn.
 * @param shares whose work it is, from the largest share to the smallest
 * @param work is told whether it has waited
 * @throws AppError `rate_limited` where a share is used up, `unavailable` where all of it is
 */
export type FairPlaces = <Result>(
  shares: readonly Share[],
  work: (hasWaited: boolean) => Promise<Result>,
) => Promise<Result>;

const RETRY_MS = 1_000;

interface Waiter {
  start(): void;
}

/** A share that somebody runs or waits in. */
interface Node {
  readonly share: Share | null;
  readonly size: ShareSize;
  readonly parent: Node | null;
  /** A map keeps the order of its keys; a share that was served is inserted again at the end. */
  children: Map<string, Node> | null;
  /** In order. Like its children made when there are any, because most who come neither wait nor stay. */
  waiters: Set<Waiter> | null;
  running: number;
  waiting: number;
}

function newNode(share: Share | null, size: ShareSize, parent: Node | null): Node {
  return { share, size, parent, children: null, waiters: null, running: 0, waiting: 0 };
}

/** Places in shares within shares: each serves those below it in turn, so that whoever floods waits behind themselves. */
export function createFairPlaces(options: FairPlacesOptions): FairPlaces {
  const { maxWaitMs } = options;
  const all = newNode(null, options, null);

  function nodeOf(shares: readonly Share[]): Node {
    let node = all;
    for (const share of shares) {
      node.children ??= new Map();
      let child = node.children.get(share.key);
      if (!child) node.children.set(share.key, (child = newNode(share, share.size, node)));
      node = child;
    }
    return node;
  }

  function count(leaf: Node, running: number, waiting: number): void {
    for (let node: Node | null = leaf; node; node = node.parent) {
      node.running += running;
      node.waiting += waiting;
      if (node.running + node.waiting === 0 && node.share) node.parent?.children?.delete(node.share.key);
    }
  }

  function refusal({ share }: Node): AppError {
    if (share) return new AppError("rate_limited", { detail: share.refusal, retryMs: RETRY_MS });
    return new AppError("unavailable", { detail: options.refusal, retryMs: RETRY_MS });
  }

  function waitIn(leaf: Node): Promise<void> {
    const used = firstOf(leaf, ({ waiting, size }) => waiting >= size.waiting);
    if (used) {
      count(leaf, 0, 0);
      throw refusal(used);
    }
    count(leaf, 0, 1);
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        // Before it is given back: whose share is it that everything waits for?
        const full = firstOf(leaf, isFull) ?? all;
        leaf.waiters?.delete(waiter);
        count(leaf, 0, -1);
        reject(refusal(full));
      };
      const timer = maxWaitMs === undefined ? undefined : setTimeout(giveUp, maxWaitMs);
      const waiter = {
        start() {
          clearTimeout(timer);
          count(leaf, 1, -1);
          resolve();
        },
      };
      leaf.waiters ??= new Set();
      leaf.waiters.add(waiter);
    });
  }

  return async (shares, work) => {
    const leaf = nodeOf(shares);
    const hasWaited = firstOf(leaf, isFull) !== undefined;
    if (hasWaited) await waitIn(leaf);
    else count(leaf, 1, 0);
    try {
      return await work(hasWaited);
    } finally {
      count(leaf, -1, 0);
      // At once, so that no later caller takes the place.
      for (let next = takeNext(all); next; next = takeNext(all)) next.start();
    }
  };
}

const isFull = ({ running, size }: Node) => running >= size.running;

/** The smallest share of these for which that is so. */
function firstOf(leaf: Node, isSo: (node: Node) => boolean): Node | undefined {
  for (let node: Node | null = leaf; node; node = node.parent) if (isSo(node)) return node;
  return undefined;
}

/** Who comes next in a share and may run now. */
function takeNext(node: Node): Waiter | undefined {
  if (node.waiting === 0 || isFull(node)) return undefined;
  const { waiters, children } = node;
  for (const waiter of waiters ?? []) {
    waiters?.delete(waiter);
    return waiter;
  }
  for (const [key, child] of children ?? []) {
    const next = takeNext(child);
    if (!next) continue;
    children?.delete(key);
    children?.set(key, child);
    return next;
  }
  return undefined;
}
