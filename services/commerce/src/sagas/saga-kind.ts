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

/** Here, in one transaction with the saga's position. An AppError of the shop's rules refuses it: what was done is undone. */
interface LocalStep<Data> {
  name: string;
  at: "here";
  do(context: CommerceContext, tx: TenantTx, saga: SagaOf<Data>): Promise<void>;
  /** Idempotent; absent: there is nothing to undo. */
  undo?: (context: CommerceContext, tx: TenantTx, saga: SagaOf<Data>) => Promise<void>;
  /** Once it is done, a saga only goes forward. */
  isFinal?: true;
}

/** What is needed for a call of a provider. */
export interface Calling {
  /** The same at each try: the provider knows the call again by it. */
  idempotencyKey: string;
  /** It may have been called before, and its answer was lost: ask it before anything is sent again. */
  isAgain: boolean;
  signal: AbortSignal;
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
}): ExternalWork<Data> {
  return work;
}

/** A kind of saga: its steps in order. Those of a version never change; a saga ends by those it began with. */
export interface SagaKind<Data extends object = object> {
  name: SagaKindName;
  version: number;
  steps: readonly SagaStep<Data>[];
}

/** A kind as the runner has it: the steps get what was stored for them. */
export type AnySagaKind = SagaKind<never>;
