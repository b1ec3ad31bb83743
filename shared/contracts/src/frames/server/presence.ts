import { z } from "zod";
import { PresenceStatus } from "../../entities/people.ts";
import { Uuid } from "../../ids.ts";
import { Timestamp } from "../../primitives.ts";

/** Somebody came, went or changed status. */
export const PresenceFrame = z.object({
  type: z.literal("presence"),
  userId: Uuid,
  status: PresenceStatus,
  lastSeenAt: Timestamp.nullable(),
});
export type PresenceFrame = z.infer<typeof PresenceFrame>;
