import { ERRORS } from "@chorus/contracts/errors";
import type { ServerFrameOf } from "@chorus/contracts/frames/server-frame";
import { AppError } from "@chorus/kernel/app-error";
import type { GatewayContext } from "../context.ts";
import { sendFrame, type Session } from "./session.ts";

/** The frame a client gets for an error. An unknown error becomes `internal` without its cause. */
export function errorFrame(id: string | undefined, error: AppError): ServerFrameOf<"error"> {
  return {
    type: "error",
    ...(id === undefined ? {} : { id }),
    code: error.code,
    message: error.detail,
    retryable: ERRORS[error.code].retryable,
    ...(error.retryMs === undefined ? {} : { retryMs: error.retryMs }),
    ...(error.headSeq === undefined ? {} : { headSeq: error.headSeq }),
    ...(error.errors === undefined ? {} : { errors: error.errors }),
  };
}

/** Answers a request that failed. Does nothing when the socket has closed. */
export function refuse(context: GatewayContext, session: Session, id: string | undefined, error: unknown): void {
  const known =
    error instanceof AppError
      ? error
      : new AppError("internal", { detail: "Something went wrong on our side.", cause: error });
  context.events.refused(session, known, known === error ? undefined : error);
  sendFrame(session, errorFrame(id, known));
}
