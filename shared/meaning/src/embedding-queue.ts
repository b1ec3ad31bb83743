import { fairQueue } from "@chorus/kernel/fair-queue";

/** A text in a batch costs a third of a single one, so it waits this long for others, unless the batch is full. */
const LINGER_MS = 1_000;
const MAX_BATCH = 64;
/** Bound on the longest length times the number of texts: the model pads all to the longest. A query waits for one such batch. */
const MAX_CHARACTERS = 1_600;
/** Fixed cost of a batch, in characters that would be processed in the same time. */
const BATCH_COST = 120;

type EmbedBatch = (texts: readonly string[]) => Promise<number[][]>;

interface Waiting {
  text: string;
  resolve: (vector: number[]) => void;
  reject: (error: unknown) => void;
}

export interface EmbeddingQueue {
  /** For indexing: in batches across conversations, fair between tenants. */
  embed(turn: string, texts: readonly string[]): Promise<number[][]>;
}

/** Gathers texts of all tenants into batches of similar length, one batch at a time. */
export function embeddingQueue(embedBatch: EmbedBatch): EmbeddingQueue {
  const waiting = fairQueue<Waiting>();
  let isWorking = false;
  let timer: NodeJS.Timeout | undefined;

  const work = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (isWorking) return;
    isWorking = true;
    while (waiting.size > 0) {
      const drawn = Array.from({ length: Math.min(MAX_BATCH, waiting.size) }, () => waiting.next() as Waiting);
      for (const batch of batchesOf(drawn)) await settle(batch, embedBatch);
    }
    isWorking = false;
  };

  return {
    embed(turn, texts) {
      const vectors = texts.map(
        (text) =>
          new Promise<number[]>((resolve, reject) => {
            waiting.push(turn, { text, resolve, reject });
          }),
      );
      if (waiting.size >= MAX_BATCH) void work();
      else if (!isWorking && waiting.size > 0) timer ??= setTimeout(() => void work(), LINGER_MS);
      return Promise.all(vectors);
    },
  };
}

async function settle(batch: readonly Waiting[], embedBatch: EmbedBatch): Promise<void> {
  try {
    const vectors = await embedBatch(batch.map(({ text }) => text));
    for (const [index, { resolve }] of batch.entries()) resolve(vectors[index] ?? []);
  } catch (error) {
    const [only] = batch;
    if (only && batch.length === 1) return only.reject(error);
    // A text that cannot be embedded does not fail the others.
    for (const item of batch) await settle([item], embedBatch);
  }
}

/** Groups texts of similar length: the partition of the sorted texts with the lowest cost. */
export function batchesOf<Item extends { text: string }>(drawn: readonly Item[]): Item[][] {
  const sorted = drawn.toSorted((a, b) => b.text.length - a.text.length);
  const lengthAt = (index: number) => sorted[index]?.text.length ?? 0;
  // From the end: the cost of the texts from here on, and where the batch that begins here ends.
  const cost: number[] = [...sorted.map(() => Infinity), 0];
  const endOf: number[] = [];
  for (let start = sorted.length - 1; start >= 0; start -= 1) {
    for (let end = start + 1; end <= sorted.length; end += 1) {
      const padded = lengthAt(start) * (end - start);
      if (end > start + 1 && padded > MAX_CHARACTERS) break;
      const all = BATCH_COST + padded + (cost[end] ?? 0);
      if (all >= (cost[start] ?? 0)) continue;
      cost[start] = all;
      endOf[start] = end;
    }
  }
  const batches: Item[][] = [];
  for (let start = 0; start < sorted.length; start = endOf[start] ?? sorted.length)
    batches.push(sorted.slice(start, endOf[start]));
  return batches;
}
