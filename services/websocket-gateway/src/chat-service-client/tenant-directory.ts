import type { TenantAccess } from "./chat-client.ts";

const FRESH_MS = 5_000;
/** While chat-service is unreachable its last answer is used, instead of disconnecting everybody. */
const STALE_MS = 10 * 60_000;

/** Whether a tenant's people may connect, and from which origins; cached for 5 s. */
export interface TenantDirectory {
  /** @throws AppError `unavailable` when chat-service cannot be asked and there is no recent answer */
  access(tenantId: string): Promise<TenantAccess>;
}

export function createTenantDirectory(
  read: (tenantId: string) => Promise<TenantAccess>,
  now: () => number,
): TenantDirectory {
  const known = new Map<string, { access: TenantAccess; atMs: number }>();
  const asking = new Map<string, Promise<TenantAccess>>();

  async function ask(tenantId: string): Promise<TenantAccess> {
    try {
      const answer = await read(tenantId);
      const last = known.get(tenantId)?.access;
      // The same object while nothing changes, because connections share what is derived from it.
      const access = last && JSON.stringify(last) === JSON.stringify(answer) ? last : answer;
      known.set(tenantId, { access, atMs: now() });
      return access;
    } catch (error) {
      const last = known.get(tenantId);
      if (last && now() - last.atMs < STALE_MS) return last.access;
      throw error;
    } finally {
      asking.delete(tenantId);
    }
  }

  return {
    access(tenantId) {
      const last = known.get(tenantId);
      if (last && now() - last.atMs < FRESH_MS) return Promise.resolve(last.access);
      let answer = asking.get(tenantId);
      if (!answer) {
        answer = ask(tenantId);
        asking.set(tenantId, answer);
      }
      return answer;
    },
  };
}
