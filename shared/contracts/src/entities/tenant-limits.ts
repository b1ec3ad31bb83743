import { z } from "zod";
import { LIMITS } from "../limits.ts";

const upTo = (max: number) => z.int().min(1).max(max);

/**
 * Limits that a tenant may set for its own people (realtime-protocol.md, "Limits"). Rates and bursts are a customer's; an agent's are
 * fourfold. At most ten times the default, because the machine is shared.
 */
export const TenantLimits = z
  .strictObject({
    bodyCharacters: upTo(LIMITS.bodyCharacters),
    framesPerSecond: upTo(LIMITS.framesPerSecond * 10),
    framesBurst: upTo(LIMITS.framesBurst * 10),
    sendsPerSecond: upTo(LIMITS.sendsPerSecond * 10),
    sendsBurst: upTo(LIMITS.sendsBurst * 10),
    /** Conversations a connection of the desk may follow. */
    subscriptions: upTo(LIMITS.subscriptions * 10),
    customerSubscriptions: upTo(LIMITS.customerSubscriptions * 10),
    connectionsPerUser: upTo(LIMITS.connectionsPerUser * 10),
    /** New anonymous visitors of one address; above it a browser has to do a proof of work. */
    newVisitorsPerHour: upTo(LIMITS.newVisitorsPerHour * 100),
  })
  .meta({ id: "TenantLimits" });
export type TenantLimits = z.infer<typeof TenantLimits>;

/** The limits of a tenant that has set none. */
export const DEFAULT_TENANT_LIMITS: TenantLimits = {
  bodyCharacters: LIMITS.bodyCharacters,
  framesPerSecond: LIMITS.framesPerSecond,
  framesBurst: LIMITS.framesBurst,
  sendsPerSecond: LIMITS.sendsPerSecond,
  sendsBurst: LIMITS.sendsBurst,
  subscriptions: LIMITS.subscriptions,
  customerSubscriptions: LIMITS.customerSubscriptions,
  connectionsPerUser: LIMITS.connectionsPerUser,
  newVisitorsPerHour: LIMITS.newVisitorsPerHour,
};
