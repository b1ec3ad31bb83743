import { changeMessage } from "../chat/change-message.ts";
import type { FrameHandler } from "./handler.ts";

export const messageEdit: FrameHandler<"message.edit"> = {
  cost: "send",
  permission: "message.send",
  handle: (context, session, frame) => changeMessage(context, session, frame, frame.body),
};
