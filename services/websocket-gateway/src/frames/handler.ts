import type { ClientFrameOf, ClientFrameType } from "@chorus/contracts/frames/client-frame";
import type { GatewayContext } from "../context.ts";
import type { ReadySession } from "../session/session.ts";

/**
 * What one type of client frame does. Called in order of arrival; its part before the first await therefore runs in that order too.
 * After an await the socket may be gone: sends are then ignored, everything else has to ask. What it throws is answered with `error`.
 */
export type FrameHandler<Type extends ClientFrameType> = (
  context: GatewayContext,
  session: ReadySession,
  frame: ClientFrameOf<Type>,
) => void | Promise<void>;
