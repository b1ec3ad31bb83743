import { ChorusProblem } from "@chorus/client-sdk/problem";
import { MAX_PHOTO_BYTES, PHOTO_TYPES } from "@chorus/contracts/routes/people";
import { formatProblem } from "../../lib/language/format-problem.ts";
import { textsNow } from "../../lib/language/texts.ts";
import { accountTexts } from "./account-texts.ts";

const TYPES: readonly string[] = PHOTO_TYPES;

/** Why this file need not be sent; null when it may be a photo. */
export function refusalOf({ type, size }: Pick<File, "type" | "size">): string | null {
  const t = textsNow(accountTexts);
  if (!TYPES.includes(type)) return t.notAnImage;
  return size > MAX_PHOTO_BYTES ? t.tooLarge : null;
}

/** Why the server did not take it, in words about photos. */
export function photoProblem(error: Error): string {
  const t = textsNow(accountTexts);
  const code = error instanceof ChorusProblem ? error.code : null;
  if (code === "unsupported_media_type") return t.notAnImage;
  if (code === "payload_too_large") return t.tooLarge;
  return code === "invalid" || code === "bad_request" ? t.broken : formatProblem(error);
}

/** Whether the same file may be taken the next time. */
export function isWorthAnotherTry(error: Error): boolean {
  return !(error instanceof ChorusProblem) || error.retryable;
}
