import type { Sample } from "../workloads/workload.ts";

/** Of the values of all rounds. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted((left, right) => left - right);
  const middle = sorted.length / 2;
  const median =
    sorted.length % 2 === 1
      ? (sorted[Math.floor(middle)] ?? Number.NaN)
      : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
  return { median, least: sorted[0] ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN };
}

/** What the rounds say, by workload and contestant. */
export class Summary {
  readonly #samples: readonly Sample[];

  constructor(samples: readonly Sample[]) {
    this.#samples = samples;
  }

  of(workload: string, contestant: string, metric: string): Spread {
    const own = this.#samples.filter((sample) => sample.workload === workload && sample.contestant === contestant);
    return spreadOf(own.map(({ metrics }) => metrics[metric] ?? Number.NaN));
  }

  /** Ours by theirs, round by round: what slows a whole round down slows both. */
  ratio(workload: string, metric: string, pair: readonly [string, string]): Spread {
    return spreadOf(this.#pairs(workload, metric, pair).map(([ours, theirs]) => ours / theirs));
  }

  /** Ours above theirs, round by round. */
  difference(workload: string, metric: string, pair: readonly [string, string]): Spread {
    return spreadOf(this.#pairs(workload, metric, pair).map(([ours, theirs]) => ours - theirs));
  }

  #pairs(workload: string, metric: string, [ours, theirs]: readonly [string, string]): [number, number][] {
    const ofContestant = (contestant: string) =>
      this.#samples.filter((sample) => sample.workload === workload && sample.contestant === contestant);
    return ofContestant(ours).flatMap(({ round, metrics }) => {
      const peer = ofContestant(theirs).find((sample) => sample.round === round);
      return peer ? [[metrics[metric] ?? Number.NaN, peer.metrics[metric] ?? Number.NaN] as [number, number]] : [];
    });
  }

  contestantsOf(workload: string): Set<string> {
    return new Set(this.#samples.filter((sample) => sample.workload === workload).map(({ contestant }) => contestant));
  }
}
