import { AppError } from "@chorus/kernel/app-error";
import type { FrameHandler } from "./handler.ts";

/** The first hello never comes here: `session/authenticate.ts` takes it. */
export const hello: FrameHandler<"hello"> = {
  cost: "frame",
  permission: null,
  handle() {
    throw new AppError("invalid_frame", { detail: "hello has been said already." });
  },
};
