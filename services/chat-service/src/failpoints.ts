import type { Failpoints as Named } from "@chorus/kernel/failpoints";

/**
 * Places where tests can kill or delay this process: after the commit and before publishing, and after publishing and before the
 * sender is answered.
 */
export const FAILPOINTS = ["committed", "published"] as const;
export type Failpoints = Named<(typeof FAILPOINTS)[number]>;
