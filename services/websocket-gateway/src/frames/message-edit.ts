import { changeMessage } from "../chat/change-message.ts";
import type { FrameHandler } from "./handler.ts";
import { requireLength } from "./require-length.ts";

export const messageEdit: FrameHandler<"message.edit"> = {
  cost: "send",
  permission: "message.send",
  handle(context, session, frame) {
    requireLength(session, frame.body);
    return changeMessage(context, session, frame, frame.body);
  },
};
