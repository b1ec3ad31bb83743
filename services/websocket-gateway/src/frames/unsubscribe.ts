import { stopViewing } from "../conversations/viewing.ts";
import { sendFrame } from "../session/session.ts";
import type { FrameHandler } from "./handler.ts";

export const unsubscribe: FrameHandler<"unsubscribe"> = {
  cost: "frame",
  permission: null,
  handle(context, session, { id, conversationId }) {
    stopViewing(context, session, conversationId);
    context.streams.leave(session, conversationId);
    sendFrame(session, { type: "ok", id });
  },
};
