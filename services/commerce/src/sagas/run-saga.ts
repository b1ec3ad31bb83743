import { TASKS } from "@chorus/contracts/tasks";
import { afterCommit, type TenantTx } from "@chorus/database/database";
import { type ClaimedTask, lockTask, TaskLostError } from "@chorus/tasks/claimed-task";
import { continueTasks } from "@chorus/tasks/settle-tasks";
import { kindOfError } from "@chorus/tasks/task-events";
import type { CommerceContext } from "../context.ts";
import { KeptFailure } from "./kept-failure.ts";
import {
  type ExternalWork,
  type Refusal,
  SagaNeedsPerson,
  type SagaKind,
  type SagaKinds,
  type SagaOf,
  type Sent,
} from "./saga-kind.ts";
import { prepareCall } from "./prepare-call.ts";
import { type Direction, lockSaga, noteFailedCall, placeAt, type SagaRow, updateSaga, writeStep } from "./saga-rows.ts";

type SagaTask = ClaimedTask<"commerce.saga">;

interface Turn {
  context: CommerceContext;
  kinds: SagaKinds;
  task: SagaTask;
  signal: AbortSignal;
}

/** What comes after a transaction: a call, the next step, or the end of this turn. */
type Next =
  | { what: "step" }
  | { what: "call"; work: ExternalWork<object>; saga: SagaOf<object>; place: Place; sent: Sent | null }
  | { what: "rest"; outcome: string };

const NOT_IN_TIME: Refusal = { code: "payment_declined", detail: "The payment was not confirmed in time." };

interface Place {
  position: number;
  direction: Direction;
  idempotencyKey: string;
}

/**
 * Takes the steps of a saga, one after the other, until it ends or waits. Every transaction begins with the lock of its task, so that
 * whoever has lost the lease writes nothing.
 * @returns the outcome, for the task's record
 * @throws any error of a step that is worth another try
 */
export async function runSaga(
  context: CommerceContext,
  kinds: SagaKinds,
  task: SagaTask,
  signal: AbortSignal,
): Promise<string> {
  const turn: Turn = { context, kinds, task, signal };
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await takeStep(turn);
      if (next.what !== "rest") continue;
      await context.failpoints.reach("ended");
      return next.outcome;
    }
  } catch (error) {
    if (error instanceof TaskLostError || signal.aborted) throw error;
    const isLast = task.attempts >= TASKS["commerce.saga"].attempts || error instanceof SagaNeedsPerson;
    await noteFailure(turn, error, isLast);
    if (!isLast) throw error;
    return "stuck";
  } finally {
    context.sagaEnds.came(task.payload.sagaId);
  }
}

async function takeStep(turn: Turn): Promise<Next> {
  const { context } = turn;
  const next = await inTurn(turn, (tx, row) => advance(turn, tx, row));
  if (next.what !== "call") return next;
  await context.failpoints.reach("prepared");
  const { idempotencyKey } = next.place;
  const write = (work: (tx: TenantTx) => Promise<unknown>) => inTurn(turn, async (tx) => void (await work(tx)));
  const answer = await next.work.call(context, next.saga, { idempotencyKey, sent: next.sent, write });
  await context.failpoints.reach("called");
  const after = await inTurn(turn, (tx, row) => record(turn, tx, row, { ...next, answer }));
  await context.failpoints.reach("recorded");
  return after;
}

/** A transaction that has the task and then the saga. */
async function inTurn<Result>(
  { context, task }: Turn,
  work: (tx: TenantTx, row: SagaRow) => Promise<Result>,
): Promise<Result> {
  return context.database.withTenant(task.tenantId, async (tx) => {
    await lockTask(tx, task);
    const row = await lockSaga(tx, task.payload.sagaId);
    if (!row) throw new SagaNeedsPerson("the saga is not there");
    return work(tx, row);
  });
}

/** One transaction: a step here, or what has to be written before a provider is called. */
async function advance(turn: Turn, tx: TenantTx, row: SagaRow): Promise<Next> {
  const { context } = turn;
  const kind = kindOf(turn, row);
  const direction: Direction = row.is_reverting ? "undo" : "do";
  if (row.state === "done" || row.state === "reverted" || row.state === "stuck")
    return { what: "rest", outcome: row.state };
  const step = kind.steps[row.position]!;
  const saga: SagaOf<object> = { tenantId: row.tenant_id, id: row.id, data: row.data };
  if (step.at === "here") {
    if (direction === "do") await step.do(context, tx, saga);
    else if ((await step.undo?.(context, tx, saga)) === "not yet") return undoAgain(turn, tx, row);
    return stepDone(turn, tx, row);
  }
  const work = step[direction];
  if (work === undefined || (await work.isKnown(tx, saga))) return stepDone(turn, tx, row);
  const { idempotencyKey, sent } = await prepareCall(tx, row, { name: step.name, work, at: now(context) });
  const place = { position: row.position, direction, idempotencyKey };
  return { what: "call", work, saga, place, sent };
}

/** What was undone already is there again: a provider has told of it late. */
async function undoAgain({ context }: Turn, tx: TenantTx, row: SagaRow): Promise<Next> {
  await updateSaga(tx, row.id, { position: row.position + 1, updated_at: now(context) });
  return { what: "step" };
}

/** Writes a provider's answer. What a person has decided meanwhile holds; the answer is written all the same. */
async function record(
  turn: Turn,
  tx: TenantTx,
  row: SagaRow,
  { work, saga, place, answer }: Extract<Next, { what: "call" }> & { answer: unknown },
): Promise<Next> {
  const { context, task } = turn;
  const recorded = await work.record(context, tx, saga, answer);
  if (!isAt(row, place)) return { what: "step" };
  if (recorded.next === "refuse") return turnBack(turn, tx, row, recorded);
  if (recorded.next === "go on") return stepDone(turn, tx, row);
  const nowMs = context.clock.now();
  const until = row.waits_until ?? new Date(nowMs + recorded.waitMs);
  if (nowMs >= until.getTime()) return turnBack(turn, tx, row, { refusal: NOT_IN_TIME, undoesStep: true });
  await updateSaga(tx, row.id, { state: "waiting", waits_until: until, updated_at: now(context) });
  await continueTasks(tx, [{ task, dueMs: until.getTime() }], nowMs);
  return { what: "rest", outcome: "waiting" };
}

function isAt(row: SagaRow, { position, direction }: Place): boolean {
  return row.position === position && row.is_reverting === (direction === "undo");
}

async function stepDone(turn: Turn, tx: TenantTx, row: SagaRow): Promise<Next> {
  const direction: Direction = row.is_reverting ? "undo" : "do";
  const { name } = turn.kinds[row.kind]!.steps[row.position]!;
  await writeStep(tx, {
    ...{ tenant_id: row.tenant_id, saga_id: row.id, position: row.position, direction, name },
    ...{ state: "done", updated_at: now(turn.context) },
  });
  return goTo(turn, tx, row, { position: row.position + (row.is_reverting ? -1 : 1), isReverting: row.is_reverting });
}

/** The last step and the end of the saga are one transaction: nobody comes between them. */
async function goTo(
  { context, kinds }: Turn,
  tx: TenantTx,
  row: SagaRow,
  to: { position: number; isReverting: boolean; refusal?: string },
): Promise<Next> {
  const { isReverting: is_reverting, ...set } = to;
  const { state } = await updateSaga(tx, row.id, {
    ...{ ...set, is_reverting, ...placeAt(kinds[row.kind]!, to), updated_at: now(context) },
  });
  if (state !== "done" && state !== "reverted") return { what: "step" };
  afterCommit(tx, () => context.events.sagaEnded(row.kind, state));
  return { what: "rest", outcome: state };
}

/** A step was refused: what was done before it is undone. After a final step there is no way back. */
async function turnBack(
  turn: Turn,
  tx: TenantTx,
  row: SagaRow,
  { refusal, undoesStep }: { refusal: Refusal; undoesStep: boolean },
): Promise<Next> {
  const { context, kinds } = turn;
  const done = kinds[row.kind]!.steps.slice(0, row.position);
  if (row.is_reverting || done.some(({ isFinal }) => isFinal))
    throw new SagaNeedsPerson(`refused where there is no way back: ${refusal.code}`);
  const { name } = kinds[row.kind]!.steps[row.position]!;
  await writeStep(tx, {
    ...{ tenant_id: row.tenant_id, saga_id: row.id, position: row.position, direction: "do", name },
    ...{ state: "failed", updated_at: now(context) },
  });
  const position = undoesStep ? row.position : row.position - 1;
  return goTo(turn, tx, row, { position, isReverting: true, refusal: JSON.stringify(refusal) });
}

/** What went wrong, for whoever looks; after the last attempt the saga waits for them. */
async function noteFailure(turn: Turn, error: unknown, isLast: boolean): Promise<void> {
  const { context, task } = turn;
  await inTurn(turn, async (tx, row) => {
    if (error instanceof KeptFailure)
      await noteFailedCall(tx, { sagaId: row.id, idempotencyKey: error.idempotencyKey, at: now(context) });
    await updateSaga(tx, row.id, {
      ...{ error: nameOf(error), updated_at: now(context) },
      ...(isLast ? { state: "stuck" as const } : {}),
    });
    const about = { tenantId: task.tenantId, sagaId: row.id };
    if (isLast) afterCommit(tx, () => context.events.sagaStuck(row.kind, about, error));
  });
}

/** The kind of an error, without text; a provider's client says it in `type`. */
function nameOf(error: unknown): string {
  const isTyped = error instanceof Error && "type" in error && typeof error.type === "string";
  return isTyped ? String(error.type) : kindOfError(error);
}

function kindOf({ kinds }: Turn, row: SagaRow): SagaKind {
  const kind = kinds[row.kind];
  if (kind?.version === row.version) return kind;
  throw new SagaNeedsPerson(`no steps are known for ${row.kind} ${row.version}`);
}

function now({ clock }: CommerceContext): Date {
  return new Date(clock.now());
}
