import type { GatewayContext } from "../context.ts";
import { closeSession, type ReadySession } from "./session.ts";

const SESSIONS_PER_CALL = 10_000;

/**
 * Asks which sessions have ended, for the hints that were lost. An unreachable chat-service ends nobody's connection, and one
 * tenant's failure is not another's.
 */
export async function sweepSessions(context: GatewayContext): Promise<void> {
  for (const tenantId of context.sessions.tenants()) {
    try {
      await sweepTenant(context, tenantId);
    } catch (error) {
      context.events.unavailable("sessions", error);
    }
  }
}

async function sweepTenant(context: GatewayContext, tenantId: string): Promise<void> {
  const bySession = new Map<string, ReadySession["identity"]["principal"]>();
  for (const { identity } of context.sessions.ofTenant(tenantId)) {
    bySession.set(identity.principal.sessionId, identity.principal);
  }
  const asked = [...bySession.values()].map(({ userId, sessionId, role }) => ({ userId, sessionId, role }));
  const ended = new Set<string>();
  for (let start = 0; start < asked.length; start += SESSIONS_PER_CALL) {
    const part = asked.slice(start, start + SESSIONS_PER_CALL);
    for (const sessionId of await context.chat.endedSessions(tenantId, part)) ended.add(sessionId);
  }
  if (ended.size === 0) return;
  for (const session of context.sessions.ofTenant(tenantId)) {
    if (ended.has(session.identity.principal.sessionId)) closeSession(session, "revoked");
  }
}
