/** Runs what it is given in order, one after the other, also after one that has failed. */
export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function oneAtATime(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}
