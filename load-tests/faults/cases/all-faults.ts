import type { Fault } from "../fault.ts";
import { killGateway } from "./kill-gateway.ts";

/** Every fault that is tried, in the order of the table. */
export const ALL_FAULTS: readonly Fault[] = [killGateway];
