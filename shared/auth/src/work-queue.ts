import { AppError } from "@chorus/kernel/app-error";
import { fairQueue, type FairQueue } from "@chorus/kernel/fair-queue";

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

type Start = () => void;

const ANYBODY: WorkOf = { tenantId: "", personId: "" };
const RETRY_MS = 1_000;

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
  const { concurrent, running: ofRunning = { tenant: concurrent, person: concurrent } } = limits;
  const ofWaiting = limits.shares ?? { tenant: limits.waiting, person: limits.waiting, refusal: limits.refusal };
  const running = { all: 0, of: new Map<string, number>() };
  const tenants = fairQueue<string>();
  const peopleOf = new Map<string, FairQueue<Start>>();

  const keysOf = ({ tenantId, personId }: WorkOf) => ({ tenant: tenantId, person: `${tenantId} ${personId}` });
  const isWithin = (key: string, most: number) => (running.of.get(key) ?? 0) < most;
  const mayRunOf = (tenantId: string) => (personId: string) =>
    isWithin(keysOf({ tenantId, personId }).person, ofRunning.person);

  function count(of: WorkOf, by: 1 | -1): void {
    running.all += by;
    for (const key of Object.values(keysOf(of))) {
      const sum = (running.of.get(key) ?? 0) + by;
      if (sum > 0) running.of.set(key, sum);
      else running.of.delete(key);
    }
  }

  function mayRun({ tenantId, personId }: WorkOf): boolean {
    return running.all < concurrent && isWithin(tenantId, ofRunning.tenant) && mayRunOf(tenantId)(personId);
  }

  function waitFor(of: WorkOf): Promise<void> {
    const { tenantId, personId } = of;
    const people = peopleOf.get(tenantId) ?? fairQueue<Start>();
    const isOverShare = people.size >= ofWaiting.tenant || people.sizeOf(personId) >= ofWaiting.person;
    if (of !== ANYBODY && isOverShare)
      throw new AppError("rate_limited", { detail: ofWaiting.refusal, retryMs: RETRY_MS });
    if (tenants.size >= limits.waiting)
      throw new AppError("unavailable", { detail: limits.refusal, retryMs: RETRY_MS });
    peopleOf.set(tenantId, people);
    return new Promise((start) => {
      people.push(personId, () => {
        count(of, 1);
        start();
      });
      tenants.push(tenantId, tenantId);
    });
  }

  function takeNext(): Start | undefined {
    if (running.all >= concurrent) return undefined;
    const tenantId = tenants.next(
      (id) => isWithin(id, ofRunning.tenant) && (peopleOf.get(id)?.hasOf(mayRunOf(id)) ?? false),
    );
    if (tenantId === undefined) return undefined;
    const people = peopleOf.get(tenantId);
    const start = people?.next(mayRunOf(tenantId));
    if (people?.size === 0) peopleOf.delete(tenantId);
    return start;
  }

  return async (work, of = ANYBODY) => {
    if (mayRun(of)) count(of, 1);
    else await waitFor(of);
    try {
      return await work();
    } finally {
      count(of, -1);
      // At once, so that no later caller takes the place.
      for (let start = takeNext(); start; start = takeNext()) start();
    }
  };
}
