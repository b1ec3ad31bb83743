import { ERRORS, errorDocumentPath, type Problem } from "@chorus/contracts/errors";
import { AppError, notFound } from "@chorus/kernel/app-error";
import type { Logger } from "@chorus/observability/logger";
import type { Context, ErrorHandler, NotFoundHandler } from "hono";
import { requestIdOf } from "./request-id.ts";

/** Where an error happened, for the log. */
interface Place {
  requestId: string;
  /** The route's template. */
  path: string;
}

/** Turns any error into a problem document (RFC 9457); an unexpected one becomes `internal`, and is logged. */
export function answerProblems(logger: Logger): ErrorHandler {
  return (error, http) =>
    problem(http, toAppError(error, logger, { requestId: requestIdOf(http), path: http.req.routePath }));
}

/** What the caller is told about an error. What is not for them is logged. */
export function toAppError(error: unknown, logger: Logger, place: Place): AppError {
  if (error instanceof AppError) {
    // A value that passed the contract but not the database: an error for the caller, and logged for us.
    if (["invalid", "not_found"].includes(error.code) && isDatabaseError(error.cause))
      logger.warn({ err: error, ...place }, "value refused by the database");
    return error;
  }
  logger.error({ err: error, ...place }, "request failed");
  if (error instanceof Error && isRedisAway(error))
    return new AppError("unavailable", { retryMs: 1_000, cause: error });
  return new AppError("internal", { detail: "Something went wrong on our side. Please try again." });
}

/** ioredis' errors for no reply, or no connection. */
const REDIS_AWAY =
  /^(?:Command timed out|Connection is closed\.|Stream isn't writeable .*|Reached the max retries per request limit .*)$/;

function isRedisAway(error: Error): boolean {
  return error.name === "MaxRetriesPerRequestError" || REDIS_AWAY.test(error.message);
}

function isDatabaseError(cause: unknown): boolean {
  return cause instanceof Error && "severity" in cause;
}

/** Unknown paths answer like everything else that does not exist. */
export const answerNotFound: NotFoundHandler = (http) => problem(http, notFound());

/** @param error whose status the document has */
export function problemOf(error: AppError, requestId: string): Problem {
  const { status, title } = ERRORS[error.code];
  return {
    type: errorDocumentPath(error.code),
    title,
    status,
    code: error.code,
    detail: error.detail,
    requestId,
    ...(error.errors ? { errors: error.errors } : {}),
    ...(error.retryMs === undefined ? {} : { retryMs: error.retryMs }),
    ...(error.headSeq === undefined ? {} : { headSeq: error.headSeq }),
    ...(error.challenge === undefined ? {} : { challenge: error.challenge }),
  };
}

function problem(http: Context, error: AppError): Response {
  const body = problemOf(error, requestIdOf(http));
  if (error.retryMs !== undefined) http.header("Retry-After", String(Math.ceil(error.retryMs / 1000)));
  if (body.status === 401) http.header("WWW-Authenticate", "Bearer");
  return http.body(JSON.stringify(body), ERRORS[error.code].status, { "content-type": "application/problem+json" });
}
