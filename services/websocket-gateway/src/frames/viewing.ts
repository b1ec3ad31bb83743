import { notFound } from "@chorus/kernel/app-error";
import { startViewing, stopViewing } from "../conversations/viewing.ts";
import type { FrameHandler } from "./handler.ts";

export const viewing: FrameHandler<"viewing"> = {
  cost: "frame",
  permission: "conversation.read",
  agentsOnly: true,
  handle(context, session, { conversationId, isViewing }) {
    // Having joined is the proof of membership: nothing is asked for something so fleeting.
    if (!context.streams.subscription(session, conversationId)?.stream) throw notFound();
    if (isViewing) startViewing(context, session, conversationId);
    else stopViewing(context, session, conversationId);
  },
};
