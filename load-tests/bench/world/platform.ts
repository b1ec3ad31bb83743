import { rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { openDatabase } from "@chorus/database/database";
import { stateFolder } from "@chorus/servers/paths";
import { findFreePort } from "@chorus/servers/ports";
import { partEnvironment } from "@chorus/cluster/part-environment";
import { urlOf } from "@chorus/servers/ports";
import {
  chatCaller,
  createTestTenant,
  type Tenant,
  type CustomerAtHome,
} from "@chorus/websocket-gateway/testing/tenant";
import { bundleServices } from "@chorus/cluster/bundle-services";
import { openSlot, type ServiceSlot } from "@chorus/cluster/service-slot";
import { createBenchCleanup } from "./bench-cleanup.ts";
import { startBenchServers } from "./bench-servers.ts";
import { GENEROUS_ADMISSION } from "./server-variables.ts";

/** The whole of Chorus, every part a process of its own, bundled, nothing pinned: all of it shares the two cores. */
export interface Platform extends AsyncDisposable {
  readonly gateways: readonly ServiceSlot[];
  /** Process ids of everything a message passes. */
  readonly parts: Readonly<Record<"gateway" | "chat" | "presence" | "postgres" | "redis", number>>;
  readonly databaseUrl: string;
  /** Of Postgres' owner, for what no service may do. */
  readonly adminUrl: string;
  /** What every part is told, for one more that is started beside them. */
  readonly variables: Readonly<Record<string, string>>;
  readonly tenant: Tenant;
  customers(count: number): Promise<CustomerAtHome[]>;
}

const profiler = fileURLToPath(new URL("profile-until-exit.mjs", import.meta.url));
const AT_ONCE = 8;
/** The most a tenant may give its people. */
export const GENEROUS_LIMITS = {
  ...{ framesPerSecond: 300, framesBurst: 600, sendsPerSecond: 50, sendsBurst: 200 },
  ...{ connectionsPerUser: 200, newVisitorsPerHour: 10_000 },
};

/** @param more variables for every part */
export async function startPlatform(gatewayCount: number, more: Record<string, string> = {}): Promise<Platform> {
  const cleanup = createBenchCleanup();
  const profileFolder = process.env["BENCH_PROFILE"];
  const keep = (slot: ServiceSlot): ServiceSlot => {
    cleanup.defer(async () => {
      // A profile is written by who ends by itself.
      if (profileFolder !== undefined && slot.isRunning) {
        slot.kill("SIGTERM");
        await slot.ended();
      }
      await slot[Symbol.asyncDispose]();
    });
    return slot;
  };
  try {
    const { postgres, redis, databaseUrl } = await startBenchServers(cleanup);
    const bundles = path.join(stateFolder, `bench-platform-${process.pid}`);
    cleanup.defer(() => rm(bundles, { recursive: true, force: true }));
    const mains = await bundleServices(bundles);
    const [chatPort, presencePort] = [await findFreePort(), await findFreePort()];
    const variables = {
      ...partEnvironment({
        ports: {
          CHAT_PORT: chatPort,
          PRESENCE_PORT: presencePort,
          GATEWAY_PORT: 0,
          NOTIFICATION_PORT: 0,
          SUMMARY_PORT: 0,
        },
        databaseUrl,
        redisUrl: redis.url,
      }),
      ...GENEROUS_ADMISSION,
      ...more,
      ...(profileFolder === undefined ? {} : { BENCH_PROFILE: profileFolder, NODE_OPTIONS: `--import ${profiler}` }),
    };
    const presence = keep(
      await openSlot(
        "presence-service",
        "bench-presence",
        { main: mains["presence-service"], variables },
        presencePort,
      ),
    );
    const chat = keep(
      await openSlot("chat-service", "bench-chat", { main: mains["chat-service"], variables }, chatPort),
    );
    const gateways: ServiceSlot[] = [];
    for (let number = 1; number <= gatewayCount; number += 1) {
      const gateway = { main: mains["websocket-gateway"], variables };
      gateways.push(keep(await openSlot("websocket-gateway", `bench-gateway-${number}`, gateway)));
    }
    const call = chatCaller(urlOf(chatPort));
    const tenant = await createTestTenant(call, []);
    await call("PATCH", "/api/v1/tenant", { limits: GENEROUS_LIMITS }, tenant.person("owner").token);
    return {
      gateways,
      parts: {
        ...{ gateway: gateways[0]?.pid ?? 0, chat: chat.pid, presence: presence.pid },
        ...{ postgres: postgres.pid, redis: redis.pid },
      },
      databaseUrl,
      adminUrl: postgres.adminUrl,
      variables,
      tenant,
      async customers(count) {
        const made: CustomerAtHome[] = [];
        const worker = async () => {
          for (let wanted = count - made.length; wanted > 0; wanted = count - made.length) {
            const customer = await tenant.customer();
            if (made.length < count) made.push(customer);
          }
        };
        await Promise.all(Array.from({ length: AT_ONCE }, worker));
        await analyze(postgres.adminUrl);
        return made;
      },
      [Symbol.asyncDispose]: () => cleanup.run(),
    };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

/** Where the platform's customers write. */
export function writtenTo({ gateways, customers }: Platform) {
  return { port: gateways[0]?.port ?? 0, customers };
}

/** As autovacuum does within a minute; until then plans are those of empty tables. */
async function analyze(adminUrl: string): Promise<void> {
  const owner = openDatabase({
    ...{ url: adminUrl, poolSize: 1, applicationName: "bench", defaultBudget: "background" },
    onError: (error) => console.error(error.message),
  });
  await owner.statement("", "analyze", []);
  await owner.close();
}
