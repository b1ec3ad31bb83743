import { isOurFault } from "@chorus/kernel/app-error";
import type { ChatContext } from "../context.ts";

/** Counts how long a message over REST took, or that it failed; those over sockets are counted by their gateway. */
export async function timeSend<Result>(
  { latency, clock }: Pick<ChatContext, "clock"> & { latency: Pick<ChatContext["latency"], "took" | "failed"> },
  tenantId: string,
  send: () => Promise<Result>,
): Promise<Result> {
  const startedAtMs = clock.now();
  try {
    const result = await send();
    const nowMs = clock.now();
    latency.took(tenantId, nowMs - startedAtMs, nowMs);
    return result;
  } catch (error) {
    if (isOurFault(error)) latency.failed(tenantId, clock.now());
    throw error;
  }
}
