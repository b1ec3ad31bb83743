import type { ProofChallenge } from "@chorus/contracts/entities/proof-of-work";
import { ERRORS, type ErrorCode, type FieldError } from "@chorus/contracts/errors";

export interface AppErrorDetails {
  /** For the user who caused it; the catalogue's title when absent. */
  detail?: string;
  errors?: FieldError[];
  /** When to try again, in milliseconds. */
  retryMs?: number;
  /** With `conflict`: the newest event the caller has not seen. */
  headSeq?: number;
  /** With `proof_required`: what to solve. */
  challenge?: ProofChallenge;
  cause?: unknown;
}

/** An error of the catalogue: the only kind that callers of a verb may see. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly detail: string;
  readonly errors: FieldError[] | undefined;
  readonly retryMs: number | undefined;
  readonly headSeq: number | undefined;
  readonly challenge: ProofChallenge | undefined;

  constructor(code: ErrorCode, details: AppErrorDetails = {}) {
    const detail = details.detail ?? ERRORS[code].title;
    super(`${code}: ${detail}`, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.detail = detail;
    this.errors = details.errors;
    this.retryMs = details.retryMs;
    this.headSeq = details.headSeq;
    this.challenge = details.challenge;
  }
}

/** A failure of the platform, and not something about the request: what a promise counts against it. */
export function isOurFault(error: unknown): boolean {
  return !(error instanceof AppError) || ERRORS[error.code].status >= 500;
}

/** The same answer for what does not exist and what the caller may not see, so that the two cannot be told apart. */
export function notFound(): AppError {
  return new AppError("not_found", { detail: "There is nothing here, or it is not yours to see." });
}
