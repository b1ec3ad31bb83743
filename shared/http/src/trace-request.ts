import { parseTraceparent } from "@chorus/observability/trace-ids";
import type { Tracing } from "@chorus/observability/tracing";
import type { Context } from "hono";
import { requestIdOf } from "./request-id.ts";

/**
 * Runs a request in a span. The request's id is its trace's. Only other services continue a trace of theirs: strangers must not
 * choose what is recorded, so theirs is named and not joined.
 * @returns the trace; undefined when it is not recorded
 */
export async function traceRequest(
  tracing: Tracing,
  http: Context,
  next: () => Promise<void>,
): Promise<string | undefined> {
  const given = parseTraceparent(http.req.header("traceparent"));
  const parent = given?.isSampled && http.req.path.startsWith("/internal/") ? given : null;
  const traceId = parent?.traceId ?? tracing.traceOf(requestIdOf(http));
  if (traceId === undefined) {
    await next();
    return undefined;
  }
  const { method } = http.req;
  await tracing.inSpan(traceId, { name: method, kind: "server", place: parent ?? "root" }, async (span) => {
    await next();
    span?.describe(`${method} ${http.req.routePath}`, {
      "http.request.method": method,
      "http.route": http.req.routePath,
      "http.response.status_code": http.res.status,
      ...(given && !parent ? { "chorus.caller_trace_id": given.traceId } : {}),
    });
  });
  return traceId;
}
