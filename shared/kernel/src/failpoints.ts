/** Kills the process as `kill -9` would, or waits. */
interface Action {
  kind: "kill" | "wait";
  /** Probability, from 0 to 1. */
  share: number;
  durationMs: number;
}

/** Places where tests can kill or delay a process; each service names its own. */
export interface Failpoints<Name extends string> {
  /** Does nothing unless this place was configured. @param before awaited first */
  reach(failpoint: Name, before?: () => Promise<void>): Promise<void>;
}

export const NO_FAILPOINTS: Failpoints<string> = { reach: () => Promise.resolve() };

/**
 * Reads `committed=kill@0.05,published=wait:2000@1`.
 * @throws Error that names what cannot be parsed
 */
export function readFailpoints<Name extends string>(
  names: readonly Name[],
  text: string,
  effects: { kill: () => void; random: () => number } = { kill: killMyself, random: Math.random },
): Failpoints<Name> {
  if (text === "") return NO_FAILPOINTS;
  const actions = new Map(text.split(",").map((one) => readAction(names, one)));
  return {
    async reach(failpoint, before) {
      const action = actions.get(failpoint);
      if (!action || effects.random() >= action.share) return;
      await before?.();
      if (action.kind === "kill") effects.kill();
      else await new Promise((resolve) => setTimeout(resolve, action.durationMs));
    },
  };
}

function readAction<Name extends string>(names: readonly Name[], text: string): [Name, Action] {
  const match = /^(?<name>\w+)=(?:(?<kill>kill)|wait:(?<durationMs>\d+))@(?<share>[\d.]+)$/.exec(text);
  const { name, kill, durationMs, share } = match?.groups ?? {};
  const failpoint = names.find((known) => known === name);
  if (!failpoint) throw new Error(`${text} is no failpoint: ${names.join(" or ")}, =kill@share or =wait:ms@share`);
  return [failpoint, { kind: kill ? "kill" : "wait", durationMs: Number(durationMs ?? 0), share: Number(share) }];
}

function killMyself(): void {
  process.kill(process.pid, "SIGKILL");
}
