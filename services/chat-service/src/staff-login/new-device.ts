import type { TenantTx } from "@chorus/database/database";
import { NEW_DEVICE_TOPIC, writeOutbox } from "../outbox/write-outbox.ts";

interface SignIn {
  tenantId: string;
  userId: string;
  sessionId: string;
  userAgent: string | null;
}

/**
 * Tells somebody that their account was signed in to on a kind of device that it was never used on. The first device of all is
 * no news, nor is a browser's next version.
 */
export async function noteNewDevice(tx: TenantTx, signIn: SignIn): Promise<void> {
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
