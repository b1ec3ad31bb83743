import { z } from "zod";
import { Uuid } from "../ids.ts";
import { Timestamp } from "../primitives.ts";

export const SAGA_KINDS = ["place_order", "cancel_order", "capture_payment", "void_payment", "refund_payment"] as const;

/**
 * `waiting`: for somebody outside. `compensating`: what was done is being undone. `done` and `reverted` are its ends; `stuck` waits
 * for a person.
 */
export const SAGA_STATES = ["running", "waiting", "compensating", "done", "reverted", "stuck"] as const;

const SagaStep = z.object({
  position: z.int(),
  name: z.string(),
  direction: z.enum(["do", "undo"]),
  /** `prepared`: the provider may have been called; `skipped`: a person has said that it is done. */
  state: z.enum(["prepared", "done", "failed", "skipped"]),
  updatedAt: Timestamp,
});

/** What takes several steps, here and at a provider. */
export const Saga = z
  .object({
    id: Uuid,
    kind: z.enum(SAGA_KINDS),
    state: z.enum(SAGA_STATES),
    orderId: Uuid,
    paymentId: Uuid.nullable(),
    /** Of the step whose turn it is, from 0. */
    position: z.int(),
    /** Whether what was done is, or was being, undone. */
    isReverting: z.boolean(),
    /** The kind of the last error, without content. */
    error: z.string().nullable(),
    steps: z.array(SagaStep),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: "Saga" });
export type Saga = z.infer<typeof Saga>;
