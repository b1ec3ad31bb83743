import type { Flag } from "./api/use-flags.ts";

/** What has ended is as if it had never been set. */
export function countingValue(set: Flag["forAll"] | undefined): Flag["forAll"] {
  if (!set) return null;
  return set.expiresAt && Date.parse(set.expiresAt) <= Date.now() ? null : set;
}
