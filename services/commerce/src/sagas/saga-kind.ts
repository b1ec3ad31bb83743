import type { TenantTx } from "@chorus/database/database";
import type { ErrorCode } from "@chorus/contracts/errors";
import type { SAGA_KINDS } from "@chorus/contracts/entities/saga";
import type { CommerceContext } from "../context.ts";

export type SagaKindName = (typeof SAGA_KINDS)[number];

/** What the steps of a saga know of it. */
export interface SagaOf<Data> {
  tenantId: string;
  id: string;
  data: Data;
}

/** Nothing that is tried again would help: a person has to look. */
export class SagaNeedsPerson extends Error {
  override name = "SagaNeedsPerson";
}

/** Here, in one transaction with the saga's position. */
interface LocalStep<Data> {
  name: string;
  at: "here";
  do(context: CommerceContext, tx: TenantTx, saga: SagaOf<Data>): Promise<void>;
  /** Idempotent; absent: there is nothing to undo. `not yet`: the step after it has to be undone once more. */
  undo?: (context: CommerceContext, tx: TenantTx, saga: SagaOf<Data>) => Promise<"undone" | "not yet">;
  /** Once it is done, a saga only goes forward. */
  isFinal?: true;
}

/** A call that may have been made. */
export interface Sent {
  idempotencyKey: string;
  /** When it was last about to be made. */
  at: Date;
  /** Since when its answer is a failure that the provider keeps; null: it is not known to be one. */
  failedAt: Date | null;
}

/** What is needed for a call of a provider. */
export interface Calling {
  /** The same at each try, so that the provider knows the call again (`renewsKey`). */
  idempotencyKey: string;
  /**
   * The step's own call, in an undo the one that is undone. Its answer may have been lost: the provider is asked before anything is sent
   * again. Null: it was never made.
   */
  sent: Sent | null;
  /** One transaction before the call's answer, under the locks of the task and the saga. @throws TaskLostError */
  write(work: (tx: TenantTx) => Promise<unknown>): Promise<void>;
}

/**
 * How a step ended. `wait`: for somebody outside, at most so long. `refuse`: what was done is undone at once, with this step where
 * something of it is still there.
 */
export type Recorded =
  | { next: "go on" }
  | { next: "wait"; waitMs: number }
  | { next: "refuse"; refusal: Refusal; undoesStep: boolean };

export interface Refusal {
  code: ErrorCode;
  /** For the person who asked for it. */
  detail: string;
}

/** One direction of a step at a provider: asked without a transaction, its answer written in one with the saga's position. */
export interface ExternalWork<Data> {
  /** Looks at what is known already; true: nothing is called. */
  isKnown(tx: TenantTx, saga: SagaOf<Data>): Promise<boolean>;
  /** @returns also what it refuses; an error is tried again. */
  call(context: CommerceContext, saga: SagaOf<Data>, calling: Calling): Promise<unknown>;
  /** @throws SagaNeedsPerson */
  record(context: CommerceContext, tx: TenantTx, saga: SagaOf<Data>, answer: unknown): Promise<Recorded>;
  /** After a failure that is kept for its key it is called by a new one: `call` asks for the state first. */
  renewsKey?: true;
  /** A person may have done it at the provider, and says so: it can be skipped. */
  canBeSkipped?: true;
}

interface ExternalStep<Data> {
  name: string;
  at: "provider";
  do: ExternalWork<Data>;
  undo?: ExternalWork<Data>;
  isFinal?: true;
}

export type SagaStep<Data> = LocalStep<Data> | ExternalStep<Data>;

/** Binds what a provider answers to what is written of it. */
export function externalWork<Data, Answer>(work: {
  isKnown: ExternalWork<Data>["isKnown"];
  call: (context: CommerceContext, saga: SagaOf<Data>, calling: Calling) => Promise<Answer>;
  record: (context: CommerceContext, tx: TenantTx, saga: SagaOf<Data>, answer: Answer) => Promise<Recorded>;
  renewsKey?: true;
  canBeSkipped?: true;
}): ExternalWork<Data> {
  return work;
}

/** A kind of saga: its steps in order. Those of a version never change; a saga ends by those it began with. */
export interface SagaKind<Data extends object = object> {
  name: SagaKindName;
  version: number;
  steps: readonly SagaStep<Data>[];
  /** What whoever asked for it is told when a person gives it up; absent: it can only go on. */
  givenUp?: Refusal;
}

/** Every kind by its name; the steps get what was stored for them. */
export type SagaKinds = Readonly<Record<string, SagaKind>>;
