import type { AccessClaims } from "@chorus/auth/access-token";
import * as payments from "@chorus/contracts/routes/payments";
import * as refunds from "@chorus/contracts/routes/refunds";
import * as sagas from "@chorus/contracts/routes/sagas";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import type { Context } from "hono";
import type { CommerceContext } from "../../context.ts";
import { capturePayment, readPayments, voidPayment } from "../../orders/move-payment.ts";
import { createRefund } from "../../refunds/create-refund.ts";
import { readRefunds } from "../../refunds/read-refunds.ts";
import { SAGA_KINDS } from "../../saga-kinds.ts";
import { readSaga, readSagas } from "../../sagas/read-sagas.ts";
import { compensateSaga, retrySaga, skipSagaStep } from "../../sagas/repair-saga.ts";

export function paymentEndpoints(context: CommerceContext): Endpoint<AccessClaims>[] {
  return [
    endpoint(payments.listOrderPayments, async ({ caller, params }) =>
      reply(200, { items: await readPayments(context, caller, params.idOrNumber) }),
    ),
    endpoint(payments.capturePayment, async ({ caller, params, body, requestId, letGo, http }) => {
      const asked = { ...params, amount: body.amount, requestId, letGo, requestKey: keyOf(http) };
      const { payment, isPending } = await capturePayment(context, caller, asked);
      return isPending ? reply(202, payment) : reply(200, payment);
    }),
    endpoint(payments.voidPayment, async ({ caller, params, requestId, letGo, http }) => {
      const asked = { ...params, requestId, letGo, requestKey: keyOf(http) };
      const { payment, isPending } = await voidPayment(context, caller, asked);
      return isPending ? reply(202, payment) : reply(200, payment);
    }),
  ];
}

export function refundEndpoints(context: CommerceContext): Endpoint<AccessClaims>[] {
  return [
    endpoint(refunds.listOrderRefunds, async ({ caller, params }) =>
      reply(200, { items: await readRefunds(context, caller, params.idOrNumber) }),
    ),
    endpoint(refunds.createRefund, async ({ caller, body, requestId, letGo, http }) => {
      const asked = { ...body, requestId, letGo, requestKey: keyOf(http)! };
      const { refund, isPending } = await createRefund(context, caller, asked);
      return isPending ? reply(202, refund) : reply(201, refund);
    }),
  ];
}

function keyOf(http: Context): string | null {
  return http.req.header("idempotency-key") ?? null;
}

export function sagaEndpoints(context: CommerceContext): Endpoint<AccessClaims>[] {
  return [
    endpoint(sagas.listSagas, async ({ caller, query }) => reply(200, await readSagas(context, caller, query))),
    endpoint(sagas.getSaga, async ({ caller, params }) => reply(200, await readSaga(context, caller, params.sagaId))),
    endpoint(sagas.retrySaga, async ({ caller, params, requestId }) =>
      reply(200, await retrySaga(context, caller, { ...params, requestId })),
    ),
    endpoint(sagas.skipSagaStep, async ({ caller, params, requestId }) =>
      reply(200, await skipSagaStep(context, SAGA_KINDS, caller, { ...params, requestId })),
    ),
    endpoint(sagas.compensateSaga, async ({ caller, params, requestId }) =>
      reply(200, await compensateSaga(context, SAGA_KINDS, caller, { ...params, requestId })),
    ),
  ];
}
