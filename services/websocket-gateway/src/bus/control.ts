import { concerns } from "@chorus/auth/revocation";
import { ControlMessage } from "@chorus/contracts/bus/messages";
import type { GatewayContext } from "../context.ts";
import { closeSession } from "../session/session.ts";

/** Closes the connections of a session, a person or a tenant whose access has ended. */
export function takeControlMessage(context: GatewayContext, text: string): void {
  const revocation = ControlMessage.parse(JSON.parse(text));
  context.revocations.add(revocation);
  context.authenticator.drop(revocation);
  const { tenantId, userId } = revocation;
  const candidates =
    userId === null ? context.sessions.ofTenant(tenantId) : context.sessions.ofPerson(tenantId, userId);
  for (const session of candidates) {
    if (concerns(revocation, session.identity.principal)) closeSession(session, "revoked");
  }
}
