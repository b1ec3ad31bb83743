import type { Failpoints as Named } from "@chorus/kernel/failpoints";

/**
 * Places where tests can kill this process: after a saga is written, before and after the call of a provider, and after its answer
 * and the end of the saga are written.
 */
export const FAILPOINTS = ["started", "prepared", "called", "recorded", "ended"] as const;
export type Failpoints = Named<(typeof FAILPOINTS)[number]>;
