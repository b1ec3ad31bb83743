import type { ClientFrameOf, ClientFrameType } from "@chorus/contracts/frames/client-frame";
import type { PermissionName } from "@chorus/contracts/permissions";
import type { GatewayContext } from "../context.ts";
import type { FrameCost } from "../session/rate-gate.ts";
import type { ReadySession } from "../session/session.ts";

/** What one type of client frame costs, needs and does. What it throws is answered with `error`. */
export interface FrameHandler<Type extends ClientFrameType> {
  cost: FrameCost;
  /** Checked before anything is looked at, so that a refusal tells nothing. */
  permission: PermissionName | null;
  /** Only for roles that reach the whole tenant with the permission. */
  agentsOnly?: true;
  /**
   * Called in order of arrival; its part before the first await therefore runs in that order too.
   * After an await the socket may be gone: sends are then ignored, everything else has to ask.
   */
  handle: (context: GatewayContext, session: ReadySession, frame: ClientFrameOf<Type>) => void | Promise<void>;
}
