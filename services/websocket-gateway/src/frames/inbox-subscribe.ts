import type { FrameHandler } from "./handler.ts";

export const inboxSubscribe: FrameHandler<"inbox.subscribe"> = {
  cost: "frame",
  permission: "conversation.read",
  agentsOnly: true,
  async handle(context, session, { id, cursor }) {
    await context.inboxes.join(session, { id, cursor: cursor ?? null });
    context.presence.greetWithColleagues(session);
  },
};
