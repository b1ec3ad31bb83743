import type { AccessClaims } from "@chorus/auth/access-token";
import type { ChatClient } from "../chat/chat-client.ts";

type HeldSession = Pick<AccessClaims, "tenantId" | "userId" | "sessionId" | "role">;

export interface SessionCheckOptions {
  endedSessions: ChatClient["endedSessions"];
  unavailable: (what: string, error: unknown) => void;
  maxPerCall?: number;
}

interface Pending {
  readonly held: HeldSession;
  readonly resolve: (hasEnded: boolean) => void;
}

/**
 * Has this session ended? A token outlives its session, and a gateway that started later has heard no hint of it. One call per
 * tenant at a time; who comes meanwhile shares the next one, so that a storm of reconnects is a few calls. While chat-service is
 * away the answer is no, and the sweep asks again.
 */
export function createSessionCheck(options: SessionCheckOptions): (held: HeldSession) => Promise<boolean> {
  const { endedSessions, unavailable, maxPerCall = 1_000 } = options;
  const waiting = new Map<string, Pending[]>();

  async function endedOf(tenantId: string, batch: readonly Pending[]): Promise<ReadonlySet<string>> {
    const asked = batch.map(({ held: { userId, sessionId, role } }) => ({ userId, sessionId, role }));
    try {
      return new Set(await endedSessions(tenantId, asked));
    } catch (error) {
      unavailable("sessions", error);
      return new Set();
    }
  }

  async function askUntilNobodyWaits(tenantId: string, queue: Pending[]): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, maxPerCall);
      const ended = await endedOf(tenantId, batch);
      for (const { held, resolve } of batch) resolve(ended.has(held.sessionId));
    }
    waiting.delete(tenantId);
  }

  return (held) =>
    new Promise((resolve) => {
      const queue = waiting.get(held.tenantId);
      if (queue) {
        queue.push({ held, resolve });
        return;
      }
      const own = [{ held, resolve }];
      waiting.set(held.tenantId, own);
      void askUntilNobodyWaits(held.tenantId, own);
    });
}
