import { sendFrame } from "../session/session.ts";
import type { FrameHandler } from "./handler.ts";

export const inboxSubscribe: FrameHandler<"inbox.subscribe"> = async (context, session, { id, cursor }) => {
  await context.inboxes.join(session, { id, cursor: cursor ?? null });
  context.presence.greetWithColleagues(session);
};

export const presenceSet: FrameHandler<"presence.set"> = async (context, session, { id, status }) => {
  await context.chat.availability(session.identity.principal, status);
  sendFrame(session, { type: "ok", id });
};
