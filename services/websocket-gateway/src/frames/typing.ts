import { notFound } from "@chorus/kernel/app-error";
import { startTyping, stopTyping } from "../conversations/typing.ts";
import type { FrameHandler } from "./handler.ts";

export const typing: FrameHandler<"typing"> = {
  cost: "frame",
  permission: "message.send",
  handle(context, session, { conversationId, isTyping }) {
    // Having joined is the proof of membership: nothing is asked for something so fleeting.
    if (!context.streams.subscription(session, conversationId)?.stream) throw notFound();
    if (isTyping) startTyping(context, session, conversationId);
    else stopTyping(context, session, conversationId);
  },
};
