import { sendFrame } from "../session/session.ts";
import type { FrameHandler } from "./handler.ts";

export const presenceSet: FrameHandler<"presence.set"> = {
  cost: "frame",
  permission: "presence.choose",
  async handle(context, session, { id, status }) {
    await context.chat.availability(session.identity.principal, status);
    sendFrame(session, { type: "ok", id });
  },
};
