import { z } from "zod";
import { ChosenStatus } from "../../entities/people.ts";
import { RequestRef } from "../../ids.ts";

/** Choose one's own status (agents). */
export const PresenceSet = z.object({
  type: z.literal("presence.set"),
  id: RequestRef,
  status: ChosenStatus,
});
export type PresenceSet = z.infer<typeof PresenceSet>;
