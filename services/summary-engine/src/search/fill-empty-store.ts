import { repeat, type Repeating } from "@chorus/jobs/repeat";
import type { SummaryContext } from "../context.ts";
import { readBacklog, requestReindex } from "./reindex.ts";

const LOOK_EVERY_MS = 5_000;

/**
 * A collection that is empty is filled from Postgres: a store that was lost, and the new collection that another embedding model
 * has. Looks once, as soon as the store answers.
 */
export function fillEmptyStore(context: SummaryContext): Repeating | undefined {
  const { vectors } = context;
  if (!vectors) return undefined;
  let isDone = false;
  const filling = repeat({
    name: "first filling of the vector store",
    everyMs: LOOK_EVERY_MS,
    logger: context.logger,
    work: async () => {
      if (isDone) return false;
      const isNew = await vectors.isEmpty();
      isDone = true;
      if (isNew && (await readBacklog(context)) === 0) context.events.refilling(await requestReindex(context));
      return false;
    },
  });
  filling.nudge();
  return filling;
}
