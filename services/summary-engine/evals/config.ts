import { systemClock } from "@chorus/kernel/clock";
import { readEnv } from "@chorus/kernel/config";
import { environment, toConfig } from "../src/config.ts";
import type { RemoteProvider } from "@chorus/models/provider";
import { remoteProviders } from "@chorus/models/remote-providers";

export interface Configured {
  real: RemoteProvider[];
  deadlineMs: number;
}

/** The providers that the environment names, as the service reads it. */
export function configuredProviders(): Configured {
  const config = toConfig(readEnv(environment, { DATABASE_URL: "postgres://127.0.0.1/not-used", ...process.env }));
  return { real: remoteProviders(config, systemClock), deadlineMs: config.deadlineMs };
}
