import { createSemaphore } from "@chorus/kernel/semaphore";

/** A smaller mail is read within some milliseconds. */
const LARGE_BYTES = 256 * 1024;
/** Held in memory and read at the same time. */
const AT_ONCE = 2;
/** Their servers hold the mail meanwhile; more would wait longer than servers do. */
const WAITING = 8;
/** Of all these places for one share, so that whoever floods one leaves room for the others. */
const PER_SHARE = { atOnce: AT_ONCE / 2, all: (AT_ONCE + WAITING) / 2 };

export interface AnnouncedMail {
  /** null when it is not said */
  sizeBytes: number | null;
  /** Whose places it may take, by what is known before it is read. */
  shareOf: () => Promise<string>;
}

/** @returns null for a mail that has to come again: of what it was, nothing may have been read */
export type LargeMails = <Result>(mail: AnnouncedMail, work: () => Promise<Result>) => Promise<Result | null>;

/** Lets in a few large mails at a time, share by share, and small ones always. */
export function createLargeMails(): LargeMails {
  const places = createSemaphore({ all: AT_ONCE, perTenant: PER_SHARE.atOnce });
  let count = 0;
  const countOf = new Map<string, number>();

  function enter(share: string): boolean {
    const taken = countOf.get(share) ?? 0;
    if (count >= AT_ONCE + WAITING || taken >= PER_SHARE.all) return false;
    count += 1;
    countOf.set(share, taken + 1);
    return true;
  }

  function leave(share: string): void {
    count -= 1;
    const left = (countOf.get(share) ?? 1) - 1;
    if (left > 0) countOf.set(share, left);
    else countOf.delete(share);
  }

  return async ({ sizeBytes, shareOf }, work) => {
    if (sizeBytes !== null && sizeBytes <= LARGE_BYTES) return work();
    const share = await shareOf();
    if (!enter(share)) return null;
    try {
      return await places(share, work);
    } finally {
      leave(share);
    }
  };
}
