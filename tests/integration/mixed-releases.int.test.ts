import { rm } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { bundleServices } from "@chorus/cluster/bundle-services";
import { asOwnRole, partEnvironment } from "@chorus/cluster/part-environment";
import { unpackPreviousRelease } from "@chorus/cluster/previous-release";
import { startServiceProcess } from "@chorus/cluster/service-process";
import { createCleanup } from "@chorus/kernel/cleanup";
import { stateFolder } from "@chorus/servers/paths";
import { createTestDatabase } from "@chorus/testing/test-database";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { until } from "@chorus/testing/until";
import { chatCaller, createTestTenant } from "@chorus/websocket-gateway/testing/tenant";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectPerson, type SdkPerson } from "./sdk-person.ts";

/**
 * An upgrade replaces one service after the other, and widgets stay open for days: each combination of this release and the one before has
 * to carry a conversation.
 */

const cleanup = createCleanup();
type Mains = Awaited<ReturnType<typeof bundleServices>>;
let previousRoot: string;
let mains: { now: Mains; previous: Mains };
beforeAll(async () => {
  previousRoot = await unpackPreviousRelease();
  const folder = path.join(stateFolder, `mixed-releases-${process.pid}`);
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  mains = {
    now: await bundleServices(path.join(folder, "now")),
    previous: await bundleServices(path.join(folder, "previous"), previousRoot),
  };
}, 180_000);
afterAll(() => cleanup.run());

async function connectWithPreviousSdk(...given: Parameters<typeof connectPerson>): Promise<SdkPerson> {
  // The same helper out of the other tree, which loads that tree's SDK and contracts.
  const file = path.join(previousRoot, "tests/integration/sdk-person.ts");
  const { connectPerson: connect } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
    connectPerson: typeof connectPerson;
  };
  return connect(...given);
}

const RELEASES = [
  { gateway: "previous", chat: "now", sdk: "now" },
  { gateway: "now", chat: "previous", sdk: "now" },
  { gateway: "now", chat: "now", sdk: "previous" },
] as const;

it.each(RELEASES)(
  "a conversation works with the gateway of $gateway, the chat-service of $chat and the SDK of $sdk",
  { timeout: 120_000 },
  async ({ gateway, chat, sdk }) => {
    await using database = await createTestDatabase();
    const running = createCleanup();
    const start = async (...[options]: Parameters<typeof startServiceProcess>) => {
      const started = await startServiceProcess(options);
      running.defer(() => started.stop());
      return started;
    };
    try {
      const variables = partEnvironment({ databaseUrl: database.url, redisUrl: testRedisUrl() });
      const chatService = await start({
        ...{ service: "chat-service", main: mains[chat]["chat-service"] },
        variables: { ...asOwnRole("chat-service", variables), WRITES_PER_NETWORK: "1000000" },
      });
      const addresses = { ...variables, CHAT_SERVICE_URL: chatService.url };
      const presence = await start({
        ...{ service: "presence-service", main: mains[gateway]["presence-service"], variables: addresses },
      });
      const { url } = await start({
        ...{ service: "websocket-gateway", main: mains[gateway]["websocket-gateway"] },
        variables: { ...addresses, PRESENCE_SERVICE_URL: presence.url },
      });
      const tenant = await createTestTenant(chatCaller(chatService.url), []);
      const member = await tenant.customer();
      const connect = sdk === "previous" ? connectWithPreviousSdk : connectPerson;
      const people = [
        await connect(url, member, member.conversationId),
        await connect(url, tenant.person("owner"), member.conversationId),
      ] as const;
      const [customer, agent] = people;
      for (let number = 1; number <= 10; number += 1) {
        customer.send(`question ${number}`);
        agent.send(`answer ${number}`);
      }
      await until(() => people.every((person) => person.bodies().length === 20), { timeoutMs: 20_000 });
      expect(customer.bodies()).toEqual(agent.bodies());
      await until(() => agent.chat.presence.getSnapshot().get(member.id)?.status === "online");
      for (const person of people) {
        expect(person.chat.outgoing.getSnapshot()).toEqual([]);
        person.chat.stop();
      }
    } finally {
      await running.run();
    }
  },
);
