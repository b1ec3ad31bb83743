import { fairQueue } from "../threads/fair-queue.ts";

/** A text costs half as much when it is not alone: so it waits that long for others, unless there are enough. */
const LINGER_MS = 400;
const ENOUGH = 16;
/** What the longest times how many come to: all are as long as the longest for the model. A question waits for one such batch. */
const MOST_CHARACTERS = 1_600;

type EmbedBatch = (texts: readonly string[]) => Promise<number[][]>;

interface Waiting {
  text: string;
  resolve: (vector: number[]) => void;
  reject: (error: unknown) => void;
}

export interface EmbeddingQueue {
  /** What is indexed: in batches across conversations; companies take turns. */
  embed(turn: string, texts: readonly string[]): Promise<number[][]>;
}

/** Gathers texts of all companies into batches of similar length, one batch at a time. */
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
      const drawn = Array.from({ length: Math.min(ENOUGH, waiting.size) }, () => waiting.next() as Waiting);
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
      if (waiting.size >= ENOUGH) void work();
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
    // One that cannot be embedded takes nobody along.
    for (const item of batch) await settle([item], embedBatch);
  }
}

/** Similar ones together, each as large as it may be. */
function batchesOf(drawn: readonly Waiting[]): Waiting[][] {
  const batches: Waiting[][] = [];
  for (const item of drawn.toSorted((a, b) => b.text.length - a.text.length)) {
    const last = batches.at(-1);
    const longest = last?.[0]?.text.length ?? 0;
    if (last && longest * (last.length + 1) <= MOST_CHARACTERS) last.push(item);
    else batches.push([item]);
  }
  return batches;
}
