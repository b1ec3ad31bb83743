import type { Selectable } from "kysely";
import type { DeliveriesTable } from "@chorus/database/tables/notifications";
import type { TenantTx } from "@chorus/database/database";
import type { Breaker, BreakerOptions } from "@chorus/kernel/breaker";

export type DeliveryRow = Selectable<DeliveriesTable>;

/** What a provider said, or did not say. */
export type Outcome =
  | { status: "sent"; providerId: string | null; detail: string }
  /** Nothing was accepted: it may be tried again. */
  | { status: "retry"; reason: string; isAway: boolean }
  /** Given up. `bounced`: the address does not exist, and is not tried again for anything else either. */
  | {
      status: "failed" | "bounced" | "suppressed";
      reason: string;
      /** Nothing is wrong with the recipient: the operator has to do something. */
      isOurs?: boolean;
    }
  /** The provider may have accepted it: trying again could tell somebody twice. */
  | { status: "unknown"; reason: string };

/** So many failures in a row are an outage of the provider and no accident. */
export const PROVIDER_BREAKER: BreakerOptions = { failures: 5, openMs: 30_000 };

/** One way to reach somebody. */
export interface Channel {
  /** As the delivery log names it. */
  readonly provider: string;
  readonly breaker: Breaker;
  /**
   * Reads what is to be said now; nothing has been sent yet when it throws.
   * @returns null with a reason when there is nothing to say any more
   */
  compose(tx: TenantTx, delivery: DeliveryRow): Promise<Composed>;
  /** An address that is no more; without it, it is remembered as one that nothing is sent to. */
  forget?(tx: TenantTx, delivery: DeliveryRow): Promise<unknown>;
  close(): Promise<void>;
}

export type Composed =
  | { send: (signal: AbortSignal) => Promise<Outcome> }
  | { send: null; status: "cancelled" | "suppressed" | "failed" | "bounced"; reason: string };
