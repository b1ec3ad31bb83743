import { forgetPeople } from "@chorus/contracts/routes/presence";
import type { TenantTx } from "@chorus/database/database";
import type { ClaimedTask } from "@chorus/tasks/claimed-task";
import type { ChatContext } from "../context.ts";

/** Longer than a lease: by then no socket of theirs can write "last seen" once more. */
const AFTER_MS = 120_000;

/** Presence forgets an erased person; enqueued with the erasure, so that it happens also when presence is away now. */
export async function enqueueForgetPresence(
  context: Pick<ChatContext, "clock" | "tasks">,
  tx: TenantTx,
  userId: string,
): Promise<void> {
  const dueMs = context.clock.now() + AFTER_MS;
  await context.tasks.enqueue(tx, "presence.forget", { userId }, { dedupKey: userId, dueMs });
}

/** @throws AppError when presence-service is away; the task is tried again */
export async function forgetPresence(
  context: Pick<ChatContext, "presence">,
  { tenantId, payload }: Pick<ClaimedTask<"presence.forget">, "tenantId" | "payload">,
): Promise<void> {
  await context.presence.call(forgetPeople, { body: { tenantId, userIds: [payload.userId] } });
}
