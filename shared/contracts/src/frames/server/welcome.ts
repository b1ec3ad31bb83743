import { z } from "zod";
import { Uuid } from "../../ids.ts";
import { ROLES } from "../../permissions.ts";
import { Timestamp } from "../../primitives.ts";

/** The answer to `hello`. */
export const Welcome = z.object({
  type: z.literal("welcome"),
  connectionId: Uuid,
  userId: Uuid,
  tenantId: Uuid,
  role: z.enum(ROLES),
  expiresAt: Timestamp,
  heartbeatMs: z.int(),
  pongTimeoutMs: z.int(),
  limits: z.object({
    frameBytes: z.int(),
    bodyCharacters: z.int(),
    framesPerSecond: z.number(),
    sendsPerSecond: z.number(),
    subscriptions: z.int(),
  }),
  serverTime: Timestamp,
});
export type Welcome = z.infer<typeof Welcome>;
