import type { TaskName } from "@chorus/contracts/tasks";
import type { ClaimedTask } from "./claimed-task.ts";

/**
 * Does the work of tasks of one tenant. They are done when it returns, unless it has settled them itself in its own transaction
 * (finishTasks, continueTasks). The signal fires at the task's time limit and when the service goes.
 * @returns how it ended, for the record
 * @throws TaskPostponed when nothing is wrong with the tasks; anything else fails the attempt
 */
export type TaskHandler<Name extends TaskName> =
  | { one: (task: ClaimedTask<Name>, signal: AbortSignal) => Promise<string | void> }
  /** All of a turn together. When it fails, each is tried alone: one that cannot be done takes nobody along. */
  | { together: (tasks: ClaimedTask<Name>[], signal: AbortSignal) => Promise<string | void> };

/** One handler per name: a missing one does not compile. */
export type TaskHandlers<Names extends TaskName> = { [Name in Names]: TaskHandler<Name> };
