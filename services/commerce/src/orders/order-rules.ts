import { ORDER_ACTIONS, type OrderAction } from "@chorus/contracts/entities/order";
import { AppError } from "@chorus/kernel/app-error";

/** What rules ask of an order. */
export interface OrderState {
  status: "placed" | "canceled" | "closed";
  isHeld: boolean;
  shippedUnits: number;
  /** Its customer was erased: what is about them is not written down any more. */
  isErased: boolean;
  /** Money of it was taken and not given back. */
  isTaken: boolean;
  /** The provider of its payment says another amount: nobody here knows what was taken. */
  isMismatch: boolean;
  /** Something that a card has paid is neither given back nor on its way there. */
  isRefundable: boolean;
}

const ERASED = "The customer was erased: nothing more is written about them.";

const FROZEN: Record<OrderState["status"], string | null> = {
  placed: null,
  canceled: "The order is canceled.",
  closed: "The order is closed.",
};

/** Why an action is not possible now, for people; null: it is. */
const RULES: Record<OrderAction, (order: OrderState) => string | null> = {
  note: ({ isErased }) => (isErased ? ERASED : null),
  tag: ({ isErased }) => (isErased ? ERASED : null),
  hold: ({ status, isHeld }) => FROZEN[status] ?? (isHeld ? "The order is held already." : null),
  release: ({ status, isHeld }) => FROZEN[status] ?? (isHeld ? null : "The order is not held."),
  cancel: ({ status, shippedUnits, isTaken, isMismatch }) =>
    FROZEN[status] ??
    (shippedUnits > 0
      ? "Some of it has been shipped: only a return brings that back."
      : isTaken
        ? "Its payment has been taken: only a refund gives that back."
        : isMismatch
          ? "The card's provider says another amount of its payment: cancel that in the provider's dashboard first. What was taken already can be refunded there, but the order cannot be canceled."
          : null),
  refund: ({ isRefundable }) => (isRefundable ? null : "Nothing that a card has paid is left to give back."),
};

/** What is possible with an order in this state. @param permitted what whoever asks may do at all */
export function possibleActions(order: OrderState, permitted: readonly OrderAction[] = ORDER_ACTIONS): OrderAction[] {
  return permitted.filter((action) => RULES[action](order) === null);
}

/** @throws AppError `conflict` with the reason, and what is possible instead */
export function requirePossible(
  action: OrderAction,
  order: OrderState,
  permitted: readonly OrderAction[] = ORDER_ACTIONS,
): void {
  const reason = RULES[action](order);
  if (reason === null) return;
  const possible = possibleActions(order, permitted);
  const instead = possible.length === 0 ? "" : ` Possible now: ${possible.join(", ")}.`;
  throw new AppError("conflict", { detail: `${reason}${instead}` });
}
