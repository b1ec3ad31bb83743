import type { AppError } from "@chorus/kernel/app-error";
import { systemIds } from "@chorus/kernel/ids";
import type { Logger } from "@chorus/observability/logger";
import type { RequestDurations } from "../app.ts";
import type { Mounted } from "../mount.ts";
import { problemOf, toAppError } from "../problem.ts";
import type { LinkAnswer, LinkCall } from "./link-client.ts";

/** Answers calls of a link as the service's routes do, counted beside them. */
export function answerCalls(mounted: Mounted, logger: Logger, duration: RequestDurations) {
  return async ({ route, params, body, requestId = systemIds.next() }: LinkCall): Promise<LinkAnswer> => {
    const end = duration.startTimer();
    const answer = await mounted.call({ route, params, body, requestId }).catch((error: unknown) => {
      const known: AppError = toAppError(error, logger, { requestId, path: route });
      const problem = problemOf(known, requestId);
      return { status: problem.status, body: problem };
    });
    // An unknown route's name is the caller's choice: it must not become a label.
    end({ method: "LINK", route: answer.status === 404 ? "none" : route, status: String(answer.status) });
    return answer;
  };
}
