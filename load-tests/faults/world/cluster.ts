import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { portVariable, SERVICE_NAMES } from "@chorus/contracts/services";
import { createCleanup } from "@chorus/kernel/cleanup";
import { stateFolder } from "@chorus/servers/paths";
import { prepareDatabase } from "@chorus/servers/prepare-database";
import { partEnvironment } from "@chorus/cluster/part-environment";
import { startToxicProxy, type ToxicProxy } from "../proxy/toxic-proxy.ts";
import { startFaultyPostgres, startFaultyRedis, type FaultyServer } from "./data-servers.ts";
import { bundleServices } from "@chorus/cluster/bundle-services";
import { openSlot, type ServiceSlot } from "@chorus/cluster/service-slot";

/** The whole platform, every part a process of its own, with a network in between that can be hurt. */
export interface Cluster extends AsyncDisposable {
  postgres: FaultyServer;
  /** As services connect, past the proxy. */
  databaseUrl: string;
  redis: FaultyServer;
  chat: ServiceSlot;
  presence: ServiceSlot;
  gateways: readonly [ServiceSlot, ServiceSlot];
  links: {
    /** From people to either gateway, in turn. */
    people: ToxicProxy;
    gatewaysToChat: ToxicProxy;
    gatewaysToRedis: ToxicProxy;
    chatToPostgres: ToxicProxy;
    chatToRedis: ToxicProxy;
  };
}

/** Nothing listens there while the real port is not known yet. */
const NOBODY: readonly number[] = [];

export async function startCluster(): Promise<Cluster> {
  const cleanup = createCleanup();
  const keep = <Part extends AsyncDisposable>(part: Part): Part => {
    cleanup.defer(() => part[Symbol.asyncDispose]());
    return part;
  };
  try {
    // Named as those of a test run: the next one ends what a killed one has left.
    const folder = await mkdtemp(path.join(tmpdir(), `chorus-test-${process.pid}-`));
    cleanup.defer(() => rm(folder, { recursive: true, force: true }));
    const postgres = await startFaultyPostgres(folder);
    cleanup.defer(() => postgres.stop());
    const redis = await startFaultyRedis(folder);
    cleanup.defer(() => redis.stop());
    const { databaseUrl } = await prepareDatabase(postgres.url);
    // Its own, so that two runs do not replace each other's.
    const bundles = path.join(stateFolder, `fault-test-${process.pid}`);
    cleanup.defer(() => rm(bundles, { recursive: true, force: true }));
    const mains = await bundleServices(bundles);

    const links = {
      people: keep(await startToxicProxy(NOBODY)),
      gatewaysToChat: keep(await startToxicProxy(NOBODY)),
      gatewaysToRedis: keep(await startToxicProxy([redis.port])),
      chatToPostgres: keep(await startToxicProxy([postgres.port])),
      chatToRedis: keep(await startToxicProxy([redis.port])),
    };
    const shared = partEnvironment({
      // Each is given its own port by its slot, the others' addresses below.
      ports: Object.fromEntries(SERVICE_NAMES.map((name) => [portVariable(name), 0])),
      databaseUrl: throughPort(databaseUrl, links.chatToPostgres.port),
      redisUrl: redis.url,
    });
    const presence = keep(
      await openSlot("presence-service", "presence", {
        main: mains["presence-service"],
        variables: { ...shared, CHAT_SERVICE_URL: links.gatewaysToChat.url },
      }),
    );
    const chat = keep(
      await openSlot("chat-service", "chat", {
        main: mains["chat-service"],
        variables: {
          ...shared,
          REDIS_URL: throughPort(redis.url, links.chatToRedis.port),
          PRESENCE_SERVICE_URL: presence.url,
        },
      }),
    );
    links.gatewaysToChat.setUpstreams([chat.port]);
    const gateway = {
      main: mains["websocket-gateway"],
      variables: {
        ...shared,
        REDIS_URL: throughPort(redis.url, links.gatewaysToRedis.port),
        CHAT_SERVICE_URL: links.gatewaysToChat.url,
        PRESENCE_SERVICE_URL: presence.url,
      },
    };
    const gateways = [
      keep(await openSlot("websocket-gateway", "gateway-1", gateway)),
      keep(await openSlot("websocket-gateway", "gateway-2", gateway)),
    ] as const;
    links.people.setUpstreams(gateways.map(({ port }) => port));
    return {
      postgres,
      databaseUrl,
      redis,
      chat,
      presence,
      gateways,
      links,
      [Symbol.asyncDispose]: () => cleanup.run(),
    };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

function throughPort(url: string, port: number): string {
  const address = new URL(url);
  address.port = String(port);
  return address.toString();
}
