import { connectStorm } from "./connect.ts";
import { fanOuts } from "./fan-out.ts";
import { openLoops } from "./open-loop.ts";
import { slowReader } from "./slow-reader.ts";
import type { Workload } from "./workload.ts";

export const ALL_WORKLOADS: readonly Workload[] = [...fanOuts, connectStorm, ...openLoops, slowReader];
