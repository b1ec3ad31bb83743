import "@chorus/testing/provided";
import { createConstellation, type Constellation } from "@chorus/local/constellation";
import { createTestDatabase, type TestDatabase } from "@chorus/testing/test-database";
import { inject } from "vitest";
import { chatCaller, type CallChat, type Member } from "./company.ts";
import { TestClient } from "./test-client.ts";

/** All real services on a database of their own, and clients that are cut off at the end. */
export interface Platform extends AsyncDisposable {
  constellation: Constellation;
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
  const constellation = await createConstellation({
    adminDatabaseUrl: database.adminUrl,
    redisUrl: inject("chorusServers").redisUrl,
    ...options,
  });
  const clients: TestClient[] = [];
  const client = (gateway = 0) => {
    const url = constellation.urls.gateways[gateway];
    if (url === undefined) throw new Error(`there is no gateway ${gateway}`);
    const made = new TestClient(`${url.replace("http", "ws")}/ws`);
    clients.push(made);
    return made;
  };
  return {
    constellation,
    database,
    call: chatCaller(constellation.urls.chat),
    client,
    async connect(person, gateway) {
      const made = client(gateway);
      await made.hello(person.token);
      return made;
    },
    async [Symbol.asyncDispose]() {
      for (const each of clients) each.socket.terminate();
      await constellation[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}
