import { PLACE_ORDER } from "./carts/place-order-saga.ts";
import { CANCEL_ORDER, CAPTURE_PAYMENT, VOID_PAYMENT } from "./orders/payment-sagas.ts";
import { REFUND_PAYMENT } from "./refunds/refund-saga.ts";
import type { SagaKind, SagaKinds } from "./sagas/saga-kind.ts";

/** Every kind of saga, by its name. Its steps get the data that it was started with. */
export const SAGA_KINDS: SagaKinds = Object.fromEntries(
  [PLACE_ORDER, CANCEL_ORDER, CAPTURE_PAYMENT, VOID_PAYMENT, REFUND_PAYMENT].map((kind) => [
    kind.name,
    kind as SagaKind,
  ]),
);
