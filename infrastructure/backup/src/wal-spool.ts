import { createReadStream, existsSync } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { oneAtATime } from "./one-at-a-time.ts";
import type { Repository } from "./repository.ts";
import { seal } from "./sealed-file.ts";

const SEGMENT = /^[0-9A-F]{24}$/;
const HISTORY = /^[0-9A-F]{8}\.history$/;
const PARTIAL = /^[0-9A-F]{24}\.partial$/;

export interface WalSpoolOptions {
  repository: Repository;
  recipient: string;
  /** On the disk of this machine: what is being received lies here in the clear until it is stored. */
  folder: string;
}

/** Where `pg_receivewal` writes, and from where the log goes into the repository. */
export interface WalSpool {
  readonly folder: string;
  /** Stores encrypted what has come since the last time, the unfinished segment too. @returns names of what was stored */
  store(): Promise<string[]>;
  /** Stores everything and leaves nothing: `pg_receivewal` would go on where the unfinished segment begins. */
  empty(): Promise<void>;
}

export async function openWalSpool({ repository, recipient, folder }: WalSpoolOptions): Promise<WalSpool> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  /** When an unfinished segment that was stored had last changed. */
  const seen = new Map<string, number>();
  // What is asked to stop may be storing, and both would write the same files.
  const inTurn = oneAtATime();

  async function storeWhatCame(): Promise<string[]> {
    const stored: string[] = [];
    for (const name of (await readdir(folder)).toSorted()) {
      const file = path.join(folder, name);
      const isWhole = SEGMENT.test(name) || HISTORY.test(name);
      if (!isWhole && !PARTIAL.test(name)) continue;
      const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: 0 }));
      if (mtimeMs === 0 || (!isWhole && seen.get(name) === mtimeMs)) continue;
      try {
        await seal(createReadStream(file), repository.walFile(name), recipient);
      } catch (error) {
        // It has been completed meanwhile, and is stored as a whole the next time.
        if (!isWhole && !existsSync(file)) continue;
        throw error;
      }
      stored.push(name);
      if (isWhole) {
        await rm(repository.walFile(`${name}.partial`), { force: true });
        await rm(file);
      } else seen.set(name, mtimeMs);
    }
    return stored;
  }

  return {
    folder,
    store: () => inTurn(storeWhatCame),
    empty: () =>
      inTurn(async () => {
        await storeWhatCame();
        const partials = (await readdir(folder)).filter((name) => PARTIAL.test(name));
        for (const name of partials) await rm(path.join(folder, name));
      }),
  };
}
