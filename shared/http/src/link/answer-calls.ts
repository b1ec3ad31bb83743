import type { AppError } from "@chorus/kernel/app-error";
import { systemIds } from "@chorus/kernel/ids";
import type { Logger } from "@chorus/observability/logger";
import type { RequestDurations } from "../app.ts";
import type { Mounted } from "../mount.ts";
import type { Tracing } from "@chorus/observability/tracing";
import { parseTraceparent } from "@chorus/observability/trace-ids";
import { problemOf, toAppError } from "../problem.ts";
import type { LinkAnswer, LinkCall } from "./link-client.ts";

/** Answers calls of a link as the service's routes do, counted beside them. */
export function answerCalls(mounted: Mounted, logger: Logger, duration: RequestDurations, tracing?: Tracing) {
  return async ({ route, params, body, requestId = systemIds.next(), traceparent }: LinkCall): Promise<LinkAnswer> => {
    const startedAtMs = performance.now();
    const call = () => mounted.call({ route, params, body, requestId });
    const answer = await inTraceOf(traceparent, route, call, tracing).catch((error: unknown) => {
      const known: AppError = toAppError(error, logger, { requestId, path: route });
      const problem = problemOf(known, requestId);
      return { status: problem.status, body: problem };
    });
    // An unknown route's name is the caller's choice: it must not become a label.
    const labels = { method: "LINK", route: answer.status === 404 ? "none" : route, status: String(answer.status) };
    duration.observe(labels, (performance.now() - startedAtMs) / 1_000);
    return answer;
  };
}

/** A call begins no trace of its own: it belongs to the caller's, or to none. */
function inTraceOf<Result>(
  traceparent: string | undefined,
  route: string,
  call: () => Promise<Result>,
  tracing: Tracing | undefined,
): Promise<Result> {
  const parent = traceparent === undefined ? null : parseTraceparent(traceparent);
  if (!tracing || !parent?.isSampled) return call();
  return tracing.inSpan(parent.traceId, { name: `LINK ${route}`, kind: "server", place: parent }, call);
}
