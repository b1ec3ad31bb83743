import type { Role } from "@chorus/contracts/permissions";

/** A session as its access token identifies it. */
export interface CheckedSession {
  tenantId: string;
  userId: string;
  sessionId: string;
  role: Role;
}

/** The ended ones, as chat-service knows them. */
export interface SessionStates {
  endedSessionIds: string[];
  tenantActive: boolean;
}

/** @throws AppError `unavailable` when chat-service cannot be asked */
export type AskSessions = (tenantId: string, sessions: Omit<CheckedSession, "tenantId">[]) => Promise<SessionStates>;

/** `suspended`: the whole tenant, whatever the session. */
export type SessionState = "live" | "ended" | "suspended";

interface Pending {
  readonly session: CheckedSession;
  readonly resolve: (state: SessionState) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Checks sessions in batches. One call per tenant at a time; later requests share the next one, so that a reconnect storm
 * is a few calls, and no request is answered by a call that began before it.
 */
export function createSessionCheck(
  ask: AskSessions,
  maxPerCall = 1_000,
): (session: CheckedSession) => Promise<SessionState> {
  const waiting = new Map<string, Pending[]>();

  async function answer(tenantId: string, batch: readonly Pending[]): Promise<void> {
    try {
      const sessions = batch.map(({ session: { userId, sessionId, role } }) => ({ userId, sessionId, role }));
      const { endedSessionIds, tenantActive } = await ask(tenantId, sessions);
      const ended = new Set(endedSessionIds);
      const stateOf = ({ sessionId }: CheckedSession) => (ended.has(sessionId) ? "ended" : "live");
      for (const { session, resolve } of batch) resolve(tenantActive ? stateOf(session) : "suspended");
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  async function askUntilNobodyWaits(tenantId: string, queue: Pending[]): Promise<void> {
    while (queue.length > 0) await answer(tenantId, queue.splice(0, maxPerCall));
    waiting.delete(tenantId);
  }

  return (session) =>
    new Promise((resolve, reject) => {
      const pending = { session, resolve, reject };
      const queue = waiting.get(session.tenantId);
      if (queue) {
        queue.push(pending);
        return;
      }
      const own = [pending];
      waiting.set(session.tenantId, own);
      void askUntilNobodyWaits(session.tenantId, own);
    });
}
