import type { Principal } from "@chorus/contracts/routes/internal-chat";
import type { GatewayContext } from "../context.ts";
import { closeSession } from "./session.ts";

/** Small, so that the objects of a call are collected young and a gateway with many silent connections stays small. */
const SESSIONS_PER_CALL = 1_000;

/**
 * Asks which sessions have ended, in case revocations were lost. While chat-service is unreachable no connection is closed, and
 * one tenant's failure does not affect the others.
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
  const ended = new Set<string>();
  const asked = new Map<string, Pick<Principal, "userId" | "sessionId" | "role">>();
  const ask = async () => {
    const { endedSessionIds } = await context.chat.sessionStates(tenantId, [...asked.values()]);
    for (const sessionId of endedSessionIds) ended.add(sessionId);
    asked.clear();
  };
  for (const { identity } of context.sessions.ofTenant(tenantId)) {
    const { userId, sessionId, role } = identity.principal;
    asked.set(sessionId, { userId, sessionId, role });
    if (asked.size >= SESSIONS_PER_CALL) await ask();
  }
  if (asked.size > 0) await ask();
  if (ended.size === 0) return;
  for (const session of context.sessions.ofTenant(tenantId)) {
    if (ended.has(session.identity.principal.sessionId)) closeSession(session, "revoked");
  }
}
