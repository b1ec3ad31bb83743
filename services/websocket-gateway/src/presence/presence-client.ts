import { changeLeases, readPresence, renewLeases, type LeasedConnection } from "@chorus/contracts/routes/presence";
import { createServiceClient } from "@chorus/http/service-client";
import type { PersonPresence } from "./presence-feeds.ts";

/** Short, because presence must not delay the gateway. */
const TIMEOUT_MS = 3_000;

/** The routes of presence-service that the gateway calls. Every call throws AppError. */
export interface PresenceClient {
  renew: (connections: LeasedConnection[]) => Promise<void>;
  change: (opened: LeasedConnection[], closed: LeasedConnection[]) => Promise<void>;
  read: (tenantId: string, userIds: string[] | null) => Promise<PersonPresence[]>;
  close: () => void;
}

export function createPresenceClient(options: {
  baseUrl: string;
  serviceToken: () => Promise<string>;
  gatewayId: string;
}): PresenceClient {
  const { gatewayId } = options;
  const client = createServiceClient({ ...options, timeoutMs: TIMEOUT_MS });
  return {
    async renew(connections) {
      await client.call(renewLeases, { body: { gatewayId, connections } });
    },
    async change(opened, closed) {
      await client.call(changeLeases, { body: { gatewayId, opened, closed } });
    },
    async read(tenantId, userIds) {
      return (await client.call(readPresence, { body: { tenantId, userIds } })).items;
    },
    close: () => client.close(),
  };
}
