import type { PresenceStatus } from "@chorus/contracts/entities/people";
import { classNames } from "../../lib/browser/class-names.ts";

/** Rings, bars and grounds: no state is colour alone. */
export const PRESENCE_LOOKS: Record<PresenceStatus, string> = {
  online: "bg-green",
  away: "border-2 border-amber bg-surface",
  busy: "bg-red bg-[linear-gradient(transparent_38%,var(--surface)_38%_62%,transparent_62%)]",
  offline: "bg-grey",
};

/** A dot beside the word that says the same. */
export function PresenceDot({ status }: { status: PresenceStatus }) {
  return <span aria-hidden="true" className={classNames("size-2 shrink-0 rounded-full", PRESENCE_LOOKS[status])} />;
}
