import type { ProofChallenge } from "@chorus/contracts/entities/proof-of-work";
import type { ErrorCode, FieldError, Problem } from "@chorus/contracts/errors";

interface ChorusProblemFields {
  code: ErrorCode;
  detail: string;
  status?: number;
  errors?: readonly FieldError[] | undefined;
  retryMs?: number | undefined;
  headSeq?: number | undefined;
  challenge?: ProofChallenge | undefined;
  requestId?: string | undefined;
  retryable?: boolean | undefined;
}

// The catalogue itself would add its schema library to every bundle.
const RETRYABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["rate_limited", "internal", "unavailable"]);

/** The server refused: a problem document (RFC 9457) of the REST API, or an `error` frame of the gateway. */
export class ChorusProblem extends Error {
  override readonly name = "ChorusProblem";
  readonly code: ErrorCode;
  /** One sentence for people. */
  readonly detail: string;
  /** HTTP status; 0 when the refusal came over the socket. */
  readonly status: number;
  /** What is wrong with which field. */
  readonly errors: readonly FieldError[];
  /** How long to wait before asking again, in milliseconds; null when the server did not say. */
  readonly retryMs: number | null;
  /** Whether the same request may succeed later without a change. */
  readonly retryable: boolean;
  /** With `conflict`: the newest seq of the conversation. */
  readonly headSeq: number | null;
  /** With `proof_required`: the challenge (see proof-of-work.ts). */
  readonly challenge: ProofChallenge | null;
  /** The id to give to the operators. */
  readonly requestId: string | null;

  constructor(fields: ChorusProblemFields) {
    super(fields.detail);
    this.code = fields.code;
    this.detail = fields.detail;
    this.status = fields.status ?? 0;
    this.errors = fields.errors ?? [];
    this.retryMs = fields.retryMs ?? null;
    this.retryable = fields.retryable ?? RETRYABLE.has(fields.code);
    this.headSeq = fields.headSeq ?? null;
    this.challenge = fields.challenge ?? null;
    this.requestId = fields.requestId ?? null;
  }
}

/** No answer: no network, the server is unreachable, a timeout, or the socket was lost. */
export class ChorusOffline extends Error {
  override readonly name = "ChorusOffline";
  readonly reason: "network" | "timeout" | "disconnected";

  constructor(reason: "network" | "timeout" | "disconnected", options?: ErrorOptions) {
    super(reason === "timeout" ? "The server did not answer in time" : "The server cannot be reached", options);
    this.reason = reason;
  }
}

const CODE_BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: "bad_request",
  401: "unauthenticated",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  413: "payload_too_large",
  415: "unsupported_media_type",
  422: "invalid",
  429: "rate_limited",
  502: "unavailable",
  503: "unavailable",
  504: "unavailable",
};

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    typeof value.code === "string" &&
    "detail" in value &&
    typeof value.detail === "string"
  );
}

/**
 * Parses the problem of an unsuccessful response. Anything but a problem document (a proxy's error page) becomes one
 * by its status.
 */
export async function problemOf(response: Response): Promise<ChorusProblem> {
  const retryAfterSeconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  const retryAfterMs = Number.isFinite(retryAfterSeconds) ? retryAfterSeconds * 1000 : undefined;
  const document: unknown = await response.json().catch(() => null);
  if (isProblem(document)) {
    return new ChorusProblem({ ...document, status: response.status, retryMs: document.retryMs ?? retryAfterMs });
  }
  return new ChorusProblem({
    code: CODE_BY_STATUS[response.status] ?? "internal",
    detail: `The server answered with status ${response.status}.`,
    status: response.status,
    retryMs: retryAfterMs,
    requestId: response.headers.get("x-request-id") ?? undefined,
  });
}
