import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { ServiceName } from "@chorus/contracts/services";
import { logFolder } from "@chorus/servers/paths";
import { startServiceProcess, type ServiceProcess } from "./service-process.ts";

/** A place for one service of the cluster, whose process can be replaced. */
export interface ServiceSlot extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Of the current process. */
  readonly pid: number;
  readonly isRunning: boolean;
  /** Its exit code; null while it runs and after a signal. */
  readonly exitCode: number | null;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when it has gone, by whatever end. */
  ended(withinMs?: number): Promise<void>;
  /** Starts it again on the same port; `main` is another release of it, for this time. */
  start(more?: { variables?: Record<string, string>; preload?: readonly string[]; main?: string }): Promise<void>;
  /** Its errors since the last call, for a report of a failure. */
  takeComplaints(): string;
}

const ENDED_WITHIN_MS = 40_000;

export async function openSlot(
  service: ServiceName,
  name: string,
  { main, variables }: { main: string; variables: Record<string, string> },
  wantedPort?: number,
): Promise<ServiceSlot> {
  await mkdir(logFolder, { recursive: true });
  const logFile = path.join(logFolder, `faults-${name}.log`);
  let running: ServiceProcess = await startServiceProcess({
    ...{ service, main, variables, logFile, ownSession: true },
    ...(wantedPort === undefined ? {} : { port: wantedPort }),
  });
  const { url, port } = running;
  let complaints = "";
  return {
    url,
    port,
    get pid() {
      return running.pid;
    },
    get isRunning() {
      return running.end === null;
    },
    get exitCode() {
      return running.end?.code ?? null;
    },
    kill: (signal) => running.kill(signal),
    ended: (withinMs = ENDED_WITHIN_MS) => running.ended(withinMs),
    async start(more = {}) {
      complaints += running.complaints;
      const { preload = [] } = more;
      running = await startServiceProcess({
        service,
        main: more.main ?? main,
        port,
        preload,
        logFile,
        ownSession: true,
        variables: { ...variables, ...more.variables },
      });
    },
    takeComplaints() {
      const all = complaints + running.complaints;
      complaints = "";
      return all;
    },
    [Symbol.asyncDispose]: () => running.stop(),
  };
}
