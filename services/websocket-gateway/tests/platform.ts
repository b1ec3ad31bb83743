import { createCluster, type Cluster } from "@chorus/cluster/cluster";
import { createTestDatabase, type TestDatabase } from "@chorus/testing/test-database";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { chatCaller, type CallChat, type Member } from "../src/testing/tenant.ts";
import { TestClient } from "../src/testing/test-client.ts";

/** All real services on a database of their own, and clients that are cut off at the end. */
export interface Platform extends AsyncDisposable {
  cluster: Cluster;
  database: TestDatabase;
  call: CallChat;
  /** Not connected yet: say hello. */
  client(gateway?: number): TestClient;
  connect(person: Member, gateway?: number): Promise<TestClient>;
}

export async function startPlatform(
  options: { gateways?: number; variables?: Record<string, string> } = {},
): Promise<Platform> {
  const database = await createTestDatabase();
  const cluster = await createCluster({
    adminDatabaseUrl: database.adminUrl,
    redisUrl: testRedisUrl(),
    ...options,
  });
  const clients: TestClient[] = [];
  const client = (gateway = 0) => {
    const url = cluster.urls.gateways[gateway];
    if (url === undefined) throw new Error(`there is no gateway ${gateway}`);
    const made = new TestClient(`${url.replace("http", "ws")}/ws`);
    clients.push(made);
    return made;
  };
  return {
    cluster,
    database,
    call: chatCaller(cluster.urls.chat),
    client,
    async connect(person, gateway) {
      const made = client(gateway);
      await made.hello(person.token);
      return made;
    },
    async [Symbol.asyncDispose]() {
      for (const each of clients) each.socket.terminate();
      await cluster[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}
