import type { ControlMessage } from "@chorus/contracts/bus/messages";

export interface RevocablePerson {
  tenantId: string;
  userId: string;
  sessionId: string;
}

/** Whether a revocation concerns this person's session. */
export function concerns(revocation: ControlMessage, person: RevocablePerson): boolean {
  if (revocation.tenantId !== person.tenantId) return false;
  if (revocation.userId !== null && revocation.userId !== person.userId) return false;
  return revocation.sessionId === null || revocation.sessionId === person.sessionId;
}
