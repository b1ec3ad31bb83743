import { createFairPlaces } from "@chorus/kernel/fair-places";

/** Whose work it is: tenants come in turn, and in each its people. */
export interface WorkOf {
  tenantId: string;
  personId: string;
}

/** What one tenant, and one of its people, can have. */
interface Share {
  tenant: number;
  person: number;
}

export type WorkQueue = <Result>(work: () => Promise<Result>, of?: WorkOf) => Promise<Result>;

/**
 * Runs at most `concurrent` pieces of work at once and queues at most `waiting` more; the next is refused at once, because
 * its caller would give up before the answer comes: `rate_limited` where the share of a person or tenant is used up, else `unavailable`.
 */
export function createWorkQueue(limits: {
  concurrent: number;
  waiting: number;
  /** Of the work that runs at once; without it whatever is free. */
  running?: Share;
  /** Of the places of those that wait, and what is told to whoever has no more. */
  shares?: Share & { refusal: string };
  /** Told to whoever is refused because of all others. */
  refusal: string;
}): WorkQueue {
  const { concurrent, refusal, running = { tenant: concurrent, person: concurrent } } = limits;
  const waiting = limits.shares ?? { tenant: limits.waiting, person: limits.waiting, refusal };
  const inTurn = createFairPlaces({ running: concurrent, waiting: limits.waiting, refusal });
  const tenant = { size: { running: running.tenant, waiting: waiting.tenant }, refusal: waiting.refusal };
  const person = { size: { running: running.person, waiting: waiting.person }, refusal: waiting.refusal };
  const anybody = { key: "", size: { running: concurrent, waiting: Infinity }, refusal };
  return (work, of) =>
    inTurn(
      of
        ? [
            { key: of.tenantId, ...tenant },
            { key: of.personId, ...person },
          ]
        : [anybody],
      () => work(),
    );
}
