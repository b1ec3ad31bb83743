import { AppError } from "@chorus/kernel/app-error";

/** For a change that was made for another version than there is. */
export function changedMeanwhile(): AppError {
  return new AppError("conflict", {
    detail: "Somebody has changed it in the meantime: read it again, and send your change with its new version.",
  });
}
