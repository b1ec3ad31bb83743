import { changeMessage } from "../chat/change-message.ts";
import type { FrameHandler } from "./handler.ts";

export const messageDelete: FrameHandler<"message.delete"> = {
  cost: "send",
  permission: "message.send",
  handle: (context, session, frame) => changeMessage(context, session, frame, null),
};
