import type { AppendResult } from "@chorus/contracts/routes/internal-chat";
import type { AppendOutcome } from "@chorus/database/append-events";
import { ERRORS, type ErrorCode } from "@chorus/contracts/errors";

const DETAILS: Partial<Record<ErrorCode, string>> = {
  closed: "The conversation is closed: reopen it first.",
  conflict: "Somebody else has answered in the meantime.",
  not_found: "There is nothing here, or it is not yours to see.",
  invalid: "replyToSeq: there is no such message to reply to.",
};

/** An item that was not stored, and why. */
export function refusalOf(outcome: AppendOutcome | ErrorCode, headSeq?: number): AppendResult {
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

function codeOf(outcome: AppendOutcome | ErrorCode): ErrorCode {
  if (outcome === "invalid_reply") return "invalid";
  return outcome in ERRORS ? (outcome as ErrorCode) : "internal";
}
