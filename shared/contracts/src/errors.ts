import { z } from "zod";
import { ProofChallenge } from "./entities/proof-of-work.ts";

interface ErrorSpec {
  /** HTTP status of the problem document. */
  status: number;
  title: string;
  /** Whether the same request may succeed later without a change. */
  retryable: boolean;
}

/** Every error of Chorus. HTTP problems, WebSocket error frames and docs/errors are derived from it. */
export const ERRORS = {
  bad_request: { status: 400, title: "The request cannot be understood", retryable: false },
  unauthenticated: { status: 401, title: "Please sign in", retryable: false },
  invalid_credentials: { status: 401, title: "Wrong company, email or password", retryable: false },
  token_expired: { status: 401, title: "The session has expired", retryable: false },
  payment_declined: { status: 402, title: "The card was declined", retryable: false },
  forbidden: { status: 403, title: "Your role does not allow this", retryable: false },
  tenant_suspended: { status: 403, title: "This account is suspended", retryable: false },
  switched_off: { status: 403, title: "This is switched off", retryable: false },
  not_found: { status: 404, title: "Not found", retryable: false },
  coupon_unknown: { status: 404, title: "There is no such coupon", retryable: false },
  request_timeout: { status: 408, title: "The request came too slowly", retryable: true },
  conflict: { status: 409, title: "Something changed in the meantime", retryable: false },
  already_assigned: { status: 409, title: "A colleague has already accepted this conversation", retryable: false },
  closed: { status: 409, title: "The conversation is closed", retryable: false },
  already_exists: { status: 409, title: "That already exists", retryable: false },
  cart_changed: { status: 409, title: "The cart is no longer what was quoted", retryable: false },
  out_of_stock: { status: 409, title: "Not enough in stock", retryable: false },
  coupon_not_begun: { status: 409, title: "This coupon cannot be used yet", retryable: false },
  coupon_ended: { status: 409, title: "This coupon has ended", retryable: false },
  coupon_used_up: { status: 409, title: "This coupon is used up", retryable: false },
  coupon_needs_more: { status: 409, title: "This coupon needs a larger cart", retryable: false },
  payload_too_large: { status: 413, title: "Too large", retryable: false },
  unsupported_media_type: { status: 415, title: "This media type is not accepted", retryable: false },
  invalid: { status: 422, title: "Some fields are not valid", retryable: false },
  invalid_frame: { status: 422, title: "The frame is not valid", retryable: false },
  not_available: { status: 422, title: "Not available yet", retryable: false },
  idempotency_mismatch: { status: 422, title: "The idempotency key was used with another request", retryable: false },
  rate_limited: { status: 429, title: "Too many requests, wait a moment", retryable: true },
  quota_reached: {
    status: 429,
    title: "What your company may use is used up: the operator of this installation can raise it",
    retryable: false,
  },
  proof_required: {
    status: 429,
    title: "Prove that you are a browser: solve the challenge",
    retryable: false,
  },
  headers_too_large: { status: 431, title: "The address or the headers are too long", retryable: false },
  internal: { status: 500, title: "Something went wrong on our side", retryable: true },
  unavailable: { status: 503, title: "Not available right now, try again", retryable: true },
} as const satisfies Record<string, ErrorSpec>;

export type ErrorCode = keyof typeof ERRORS;

export const ErrorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

export const FieldError = z.object({ path: z.string(), message: z.string() }).meta({ id: "FieldError" });
export type FieldError = z.infer<typeof FieldError>;

/** `application/problem+json`, RFC 9457. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: ErrorCode,
    detail: z.string(),
    requestId: z.string(),
    errors: z.array(FieldError).optional(),
    retryMs: z.int().optional(),
    headSeq: z.int().optional(),
    /** With `proof_required`: the challenge. */
    challenge: ProofChallenge.optional(),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;

/** The documentation path of an error, used as the problem's `type`. */
export function errorDocumentPath(code: ErrorCode): string {
  return `/docs/errors#${code}`;
}
