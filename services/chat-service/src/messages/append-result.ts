import type { AppendResult } from "@chorus/contracts/routes/internal-chat";
import type { AppendOutcome, AppendedRow } from "@chorus/database/append-events";
import { ERRORS, type ErrorCode } from "@chorus/contracts/errors";
import { isCustomer, type Principal } from "../identity/principal.ts";

const DETAILS: Partial<Record<ErrorCode, string>> = {
  closed: "The conversation is closed: reopen it first.",
  conflict: "Somebody else has answered in the meantime.",
  not_found: "There is nothing here, or it is not yours to see.",
  invalid: "replyToSeq: there is no such message to reply to.",
};

/** The reason why an item was not stored. */
export function refusalOf(outcome: AppendOutcome | ErrorCode, headSeq?: number): Extract<AppendResult, { ok: false }> {
  const code = codeOf(outcome);
  return {
    ok: false,
    error: {
      code,
      message: DETAILS[code] ?? ERRORS[code].title,
      ...(code === "conflict" && headSeq !== undefined ? { headSeq } : {}),
    },
  };
}

/** What somebody reads whose tenant has sent what it may. */
export const QUOTA_OF_SENDS =
  "Your company has sent as much as it may in a minute. Nothing was stored: it is sent again in the next one. The operator can raise it.";

/** Of a send above what its tenant may send in a minute. */
export function refusalOfQuota(retryMs: number): Extract<AppendResult, { ok: false }> {
  return { ok: false, error: { code: "rate_limited", message: QUOTA_OF_SENDS, retryMs } };
}

function codeOf(outcome: AppendOutcome | ErrorCode): ErrorCode {
  if (outcome === "invalid_reply") return "invalid";
  return outcome in ERRORS ? (outcome as ErrorCode) : "internal";
}

/** The result of one item, in its author's numbering. */
export function resultOf(principal: Principal, row: AppendedRow): AppendResult {
  const seq = isCustomer(principal) ? row.public_seq : row.seq;
  if (row.outcome !== "appended" && row.outcome !== "duplicate") {
    const head = isCustomer(principal) ? row.public_head : row.head;
    return refusalOf(row.outcome, head ?? undefined);
  }
  if (seq === null || row.event_id === null || row.created_at === null)
    throw new Error(`${row.outcome} without a position`);
  return {
    ok: true,
    messageId: row.event_id,
    seq,
    createdAt: row.created_at.toISOString(),
    duplicate: row.outcome === "duplicate",
  };
}
