/** What the global setup provides to every integration test. */
export interface ProvidedServers {
  /** The owner's address of the server: for making databases. */
  adminUrl: string;
  /** The owner's address of a migrated, empty database to clone. Connect to it and cloning fails. */
  templateDatabaseUrl: string;
  /** The services' role in that database. */
  templateServiceUrl: string;
  /** One for each worker (`testRedisUrl`), emptied before each of its files where it is ours. */
  redisUrls: string[];
  /** False of one from outside (TEST_REDIS_URL), which keeps what it has. */
  ownRedis: boolean;
}

declare module "vitest" {
  export interface ProvidedContext {
    chorusServers: ProvidedServers;
  }
}
