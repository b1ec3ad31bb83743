import { randomUUID } from "node:crypto";
import { type FlagName, flagSpec } from "@chorus/contracts/flags";
import type { Clock } from "@chorus/kernel/clock";
import { type Client, NOOP_PROVIDER, OpenFeature } from "@openfeature/server-sdk";
import { createFlagStore, type FlagStoreOptions } from "./flag-store.ts";
import { createFlagProvider } from "./provider.ts";

/** Whether a flag is on for a tenant. Never throws, and asks nobody: what counts is in this process. */
export type IsOn = (flag: FlagName, tenantId: string) => Promise<boolean>;

/** The flags of one service. */
export interface Flags {
  isOn: IsOn;
  start(): Promise<void>;
  /** Reads what is set now. @throws AppError `unavailable` */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** An OpenFeature client with our provider behind it. Nothing connects before `start`. */
export function openFlags({ clock, ...options }: FlagStoreOptions & { clock: Clock }): Flags {
  const store = createFlagStore(options);
  // OpenFeature is one for the process; in tests several services are in it.
  const domain = `chorus-${randomUUID()}`;
  const client = OpenFeature.getClient(domain);
  return {
    isOn: switchIn(client),
    refresh: store.refresh,
    async start() {
      await OpenFeature.setProviderAndWait(domain, createFlagProvider(store.find, clock));
      await store.start();
    },
    async close() {
      await OpenFeature.setProviderAndWait(domain, NOOP_PROVIDER);
      await store.close();
    },
  };
}

function switchIn(client: Client): IsOn {
  return (flag, tenantId) => client.getBooleanValue(flag, flagSpec(flag).default, { targetingKey: tenantId });
}
