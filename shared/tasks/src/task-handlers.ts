import type { TaskName } from "@chorus/contracts/tasks";
import type { ClaimedTask } from "./claimed-task.ts";

/**
 * Does the work of tasks of one tenant. They are done when it returns, unless it has settled them itself in its own transaction
 * (finishTasks, continueTasks). The signal fires at the task's time limit and when the service drains.
 * @returns the outcome, for the record
 * @throws TaskPostponed when the tasks themselves are fine; any other error fails the attempt
 */
export type TaskHandler<Name extends TaskName> =
  | { one: (task: ClaimedTask<Name>, signal: AbortSignal) => Promise<string | void> }
  /** All tasks of a batch together. When it fails, each is tried alone, so that one failing task does not fail the others. */
  | { together: (tasks: ClaimedTask<Name>[], signal: AbortSignal) => Promise<string | void> };

/** One handler per name, checked by the compiler. */
export type TaskHandlers<Names extends TaskName> = { [Name in Names]: TaskHandler<Name> };
