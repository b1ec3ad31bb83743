import { z } from "zod";
import { Saga, SAGA_STATES } from "../entities/saga.ts";
import { Uuid } from "../ids.ts";
import { PageQuery, pageOf } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "commerce";
const ofSaga = z.object({ sagaId: Uuid });
const forPeople = { service, access: "user", permission: "saga.manage", params: ofSaga } as const;

export const listSagas = defineRoute({
  id: "sagas.list",
  service,
  method: "GET",
  path: "/api/v1/sagas",
  summary: "What takes several steps, the newest first: what is stuck, for instance",
  access: "user",
  permission: "saga.manage",
  query: PageQuery.extend({ state: z.enum(SAGA_STATES).optional() }),
  responses: { 200: pageOf(Saga) },
});

export const getSaga = defineRoute({
  ...forPeople,
  id: "sagas.get",
  method: "GET",
  path: "/api/v1/sagas/{sagaId}",
  summary: "One of them with its steps",
  responses: { 200: Saga },
});

export const retrySaga = defineRoute({
  ...forPeople,
  id: "sagas.retry",
  method: "POST",
  path: "/api/v1/sagas/{sagaId}/retry",
  summary: "Try the step again whose turn it is, in the direction in which it was going",
  responses: { 200: Saga },
  errors: ["conflict"],
});

export const skipSagaStep = defineRoute({
  ...forPeople,
  id: "sagas.skip",
  method: "POST",
  path: "/api/v1/sagas/{sagaId}/skip",
  summary:
    "Go on without giving a payment back, because that was done by hand at the provider; no other step can be skipped",
  responses: { 200: Saga },
  errors: ["conflict"],
});

export const compensateSaga = defineRoute({
  ...forPeople,
  id: "sagas.compensate",
  method: "POST",
  path: "/api/v1/sagas/{sagaId}/compensate",
  summary: "Give up an order that is not placed yet: undo what was done",
  responses: { 200: Saga },
  errors: ["conflict"],
});
