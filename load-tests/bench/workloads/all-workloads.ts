import { connectStorm } from "./connect.ts";
import { durableSends } from "./durable.ts";
import { fanOuts } from "./fan-out.ts";
import { flaps } from "./flaps.ts";
import { openLoops } from "./open-loop.ts";
import { reconnectStorms } from "./reconnect-storm.ts";
import { slowReader } from "./slow-reader.ts";
import { realTwins } from "./twins.ts";
import type { Workload } from "./workload.ts";

export const ALL_WORKLOADS: readonly Workload[] = [
  ...fanOuts,
  connectStorm,
  ...openLoops,
  slowReader,
  flaps,
  durableSends,
  ...realTwins,
  ...reconnectStorms,
];
