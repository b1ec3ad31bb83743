import { AppError } from "@chorus/kernel/app-error";
import type { ReadySession } from "../session/session.ts";

/** A tenant may allow less than the frame's schema does. @throws AppError `invalid_frame` */
export function requireLength({ limits }: ReadySession, body: string): void {
  if (body.length <= limits.bodyCharacters) return;
  throw new AppError("invalid_frame", {
    detail: `A message may have at most ${limits.bodyCharacters} characters.`,
    errors: [{ path: "body", message: `at most ${limits.bodyCharacters} characters` }],
  });
}
