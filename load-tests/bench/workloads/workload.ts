import type { NamedContestant } from "../contestant.ts";
import type { Stage } from "../world/stage.ts";

/** What one cell says: numbers by name. NaN for what could not be measured. */
type Metrics = Record<string, number>;

export interface Column {
  readonly metric: string;
  readonly title: string;
  readonly digits: number;
}

export interface Workload {
  readonly name: string;
  readonly title: string;
  /** One line: what is done, and how it is counted. */
  readonly how: string;
  /** The first is the one that ratios and charts are of; less is better. */
  readonly columns: readonly [Column, ...Column[]];
  /** Those it makes sense for. */
  readonly contestants: (contestant: NamedContestant) => boolean;
  /** How many rounds, in the whole run and in the quick one. */
  readonly rounds: { readonly whole: number; readonly quick: number };
  /** The contestant alone on its core, and the load on the other; else all of it shares both. */
  readonly isPinned: boolean;
  run(stage: Stage, contestant: NamedContestant): Promise<Metrics>;
}

/** One cell. */
export interface Sample {
  readonly workload: string;
  readonly contestant: string;
  readonly round: number;
  readonly metrics: Metrics;
}
