import type { FrameHandler } from "./handler.ts";

export const pong: FrameHandler<"pong"> = {
  cost: "frame",
  permission: null,
  handle(_context, session, { n }) {
    session.heartbeat?.pong(n);
  },
};
