import { AppError } from "@chorus/kernel/app-error";

/** @param at ISO time; null: none. @throws AppError `invalid` for a time that is over */
export function requireFuture(path: string, at: string | null, nowMs: number): void {
  if (at === null || Date.parse(at) > nowMs) return;
  throw new AppError("invalid", {
    detail: `${path}: this time is over`,
    errors: [{ path, message: "must be in the future" }],
  });
}
