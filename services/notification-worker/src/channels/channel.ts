import type { Selectable } from "kysely";
import type { DeliveriesTable } from "@chorus/database/tables/notifications";
import type { TenantTx } from "@chorus/database/database";
import type { Breaker, BreakerOptions } from "@chorus/kernel/breaker";

export type DeliveryRow = Selectable<DeliveriesTable>;

/** The first and the last message of a conversation in what was sent. */
export interface SentMessages {
  fromSeq: number;
  toSeq: number;
}

/** The result of one attempt at a provider. */
export type Outcome =
  | { status: "sent"; providerId: string | null; detail: string; messages?: SentMessages | null }
  /** The provider accepted nothing: it may be tried again. */
  | { status: "retry"; reason: string; isAway: boolean }
  /** Given up. `bounced`: the address does not exist, and is suppressed for all notifications. */
  | {
      status: "failed" | "bounced" | "suppressed";
      reason: string;
      /** The recipient is fine: the operator has to act. */
      isOurs?: boolean;
    }
  /** The provider may have accepted it: another attempt could notify the recipient twice. */
  | { status: "unknown"; reason: string };

/** So many failures in a row are treated as an outage of the provider. */
export const PROVIDER_BREAKER: BreakerOptions = { failures: 5, openMs: 30_000 };

/** One way to reach a recipient. */
export interface Channel {
  /** Its name in the delivery log. */
  readonly provider: string;
  readonly breaker: Breaker;
  /**
   * Composes the message; nothing has been sent yet when it throws.
   * @returns null with a reason when there is nothing to send any more
   */
  compose(tx: TenantTx, delivery: DeliveryRow): Promise<Composed>;
  /** Called for an address that does not exist any more; without it, the address is suppressed. */
  forget?(tx: TenantTx, delivery: DeliveryRow): Promise<unknown>;
  close(): Promise<void>;
}

export type Composed =
  | {
      send: (signal: AbortSignal) => Promise<Outcome>;
      /** The last message in it, where it cannot tell of all that the delivery is about. */
      toSeq?: number;
    }
  | { send: null; status: "cancelled" | "suppressed" | "failed" | "bounced"; reason: string };
