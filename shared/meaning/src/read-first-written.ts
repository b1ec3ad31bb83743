import { setTimeout as delay } from "node:timers/promises";

const PAUSES_MS = [25, 50, 100, 200, 400];

/**
 * Reads again for up to 0.8 s while Chroma is writing a collection's first vectors: it has the index by name then, but not yet its
 * file.
 */
export async function readFirstWritten<Result>(read: () => Promise<Result>): Promise<Result> {
  for (const pauseMs of PAUSES_MS) {
    try {
      return await read();
    } catch (error) {
      if (!isBeingWritten(error)) throw error;
      await delay(pauseMs);
    }
  }
  return read();
}

function isBeingWritten(error: unknown): boolean {
  return error instanceof Error && error.message.endsWith("Nothing found on disk");
}
