import { AppError } from "@chorus/kernel/app-error";
import { fairQueue, type FairQueue } from "@chorus/kernel/fair-queue";

/** Whose work it is: tenants come in turn, and in each its people. */
export interface WorkOf {
  tenantId: string;
  personId: string;
}

type Start = () => void;

const ANYBODY: WorkOf = { tenantId: "", personId: "" };

/**
 * Runs at most `concurrent` pieces of work at once and queues at most `waiting` more; the next is refused at once, because
 * its caller would give up before the answer comes.
 */
export function createWorkQueue(limits: {
  concurrent: number;
  waiting: number;
  /** How many places of those that wait one tenant, and one of its people, can have. */
  shares?: { tenant: number; person: number };
  /** Told to whoever is refused. */
  refusal: string;
}): <Result>(work: () => Promise<Result>, of?: WorkOf) => Promise<Result> {
  const shares = limits.shares ?? { tenant: limits.waiting, person: limits.waiting };
  let running = 0;
  const tenants = fairQueue<string>();
  const peopleOf = new Map<string, FairQueue<Start>>();

  function waitFor({ tenantId, personId }: WorkOf): Promise<void> {
    const people = peopleOf.get(tenantId) ?? fairQueue<Start>();
    const isFull = tenants.size >= limits.waiting || people.size >= shares.tenant;
    if (isFull || people.sizeOf(personId) >= shares.person)
      throw new AppError("unavailable", { detail: limits.refusal, retryMs: 1_000 });
    peopleOf.set(tenantId, people);
    return new Promise((start) => {
      people.push(personId, start);
      tenants.push(tenantId, tenantId);
    });
  }

  function takeNext(): Start | undefined {
    const tenantId = tenants.next();
    if (tenantId === undefined) return undefined;
    const people = peopleOf.get(tenantId);
    const start = people?.next();
    if (people?.size === 0) peopleOf.delete(tenantId);
    return start;
  }

  return async (work, of = ANYBODY) => {
    if (running < limits.concurrent) running += 1;
    // The finished one hands its slot over, so that no later caller takes it.
    else await waitFor(of);
    try {
      return await work();
    } finally {
      const next = takeNext();
      if (next) next();
      else running -= 1;
    }
  };
}
