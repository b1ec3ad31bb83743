import { createCluster, type Cluster } from "@chorus/cluster/cluster";
import { openAsOwner } from "@chorus/testing/owner-connection";
import { createTestDatabase } from "@chorus/testing/test-database";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { chatCaller, type CallChat } from "@chorus/websocket-gateway/testing/tenant";

/** chat-service and presence-service in this process, over Postgres and Redis; gateways come beside them. */
export interface Services extends AsyncDisposable {
  cluster: Cluster;
  call: CallChat;
  /** What a gateway of its own process needs to find the others. */
  gatewayVariables: Record<string, string>;
  /** As the owner of the database, who sees all tenants. */
  select<Row extends object>(statement: string, values: unknown[]): Promise<Row[]>;
}

export async function startServices(options: {
  gateways: number;
  variables?: Record<string, string>;
  /** The worker's own when absent. */
  redisUrl?: string;
}): Promise<Services> {
  const redisUrl = options.redisUrl ?? testRedisUrl();
  const database = await createTestDatabase();
  const cluster = await createCluster({ ...options, adminDatabaseUrl: database.adminUrl, redisUrl });
  const owner = openAsOwner(database.adminUrl);
  return {
    cluster,
    call: chatCaller(cluster.urls.chat),
    gatewayVariables: {
      REDIS_URL: redisUrl,
      CHAT_SERVICE_URL: cluster.urls.chat,
      PRESENCE_SERVICE_URL: cluster.urls.presence,
    },
    select: (statement, values) => owner.statement("", statement, values),
    async [Symbol.asyncDispose]() {
      await owner.close();
      await cluster[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}
