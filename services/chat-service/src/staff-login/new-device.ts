import type { TenantTx } from "@chorus/database/database";
import { NEW_DEVICE_TOPIC, writeOutbox } from "../outbox/write-outbox.ts";

interface SignIn {
  tenantId: string;
  userId: string;
  sessionId: string;
  userAgent: string | null;
}

/**
 * Enqueues a mail about a sign-in on a kind of device that was never used for the account. The very first device and new
 * versions of a browser are not reported.
 */
export async function recordNewDevice(tx: TenantTx, signIn: SignIn): Promise<void> {
  const others = await tx
    .selectFrom("sessions")
    .select("user_agent")
    .distinct()
    .where("user_id", "=", signIn.userId)
    .where("id", "<>", signIn.sessionId)
    .execute();
  const kind = kindOf(signIn.userAgent);
  if (others.length === 0 || others.some((other) => kindOf(other.user_agent) === kind)) return;
  await writeOutbox(tx, signIn.tenantId, NEW_DEVICE_TOPIC, { sessionId: signIn.sessionId });
}

function kindOf(userAgent: string | null): string {
  return (userAgent ?? "").replaceAll(/\d[\d._]*/g, "");
}
