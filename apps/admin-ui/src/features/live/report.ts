import type { PresenceStatus, User } from "@chorus/contracts/entities/people";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { liveReport } from "@chorus/contracts/routes/reports";

export type Report = RouteResult<typeof liveReport>;

/** Somebody at the desk, and how much they have to do. */
export interface Colleague {
  person: User;
  status: PresenceStatus;
  /** Null while it is not known. */
  open: number | null;
}
