import { AppError } from "@chorus/kernel/app-error";

export interface Limits {
  process: number;
  tenant: number;
  person: number;
}

/** Limits the streams of a process, of a tenant and of a person in it. */
export interface Shares {
  /**
   * @returns releases the slot
   * @throws AppError `rate_limited` when this person or tenant has too many, `unavailable` when there is none left
   */
  take(whose: { tenantId: string; userId: string }): () => void;
}

export function createShares(most: Limits): Shares {
  const taken = new Map<string, number>();
  let all = 0;
  const change = (key: string, by: number) => {
    const count = (taken.get(key) ?? 0) + by;
    if (count > 0) taken.set(key, count);
    else taken.delete(key);
  };
  return {
    take({ tenantId, userId }) {
      const [person, tenant] = [`${tenantId} ${userId}`, tenantId];
      if ((taken.get(person) ?? 0) >= most.person)
        throw new AppError("rate_limited", { detail: "You are watching too many summaries at once." });
      if ((taken.get(tenant) ?? 0) >= most.tenant)
        throw new AppError("rate_limited", { detail: "Your company is watching too many summaries at once." });
      if (all >= most.process) throw new AppError("unavailable", { detail: "Too many summaries are being watched." });
      let isBack = false;
      all += 1;
      change(person, 1);
      change(tenant, 1);
      return () => {
        if (isBack) return;
        isBack = true;
        all -= 1;
        change(person, -1);
        change(tenant, -1);
      };
    },
  };
}
