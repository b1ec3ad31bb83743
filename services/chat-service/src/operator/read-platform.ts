import type { readPlatform as route } from "@chorus/contracts/routes/tenants";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import { AppError } from "@chorus/kernel/app-error";
import { toTimestamp } from "@chorus/kernel/clock";
import type { ChatContext } from "../context.ts";

/** Every service with its instances. @throws AppError `unavailable` while Redis, where they say so, is away */
export async function readPlatform(context: Pick<ChatContext, "heartbeats">): Promise<RouteResult<typeof route>> {
  try {
    const items = (await context.heartbeats()).map(({ service, instances }) => ({
      service,
      instances: instances.map(({ atMs, isReady, checks }) => ({ at: toTimestamp(atMs), isReady, checks })),
    }));
    return { items };
  } catch (error) {
    const detail = "Redis is away, where services say whether they are ready.";
    throw new AppError("unavailable", { detail, retryMs: 2_000, cause: error });
  }
}
