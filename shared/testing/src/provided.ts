/** What the global setup provides to every integration test. */
export interface ProvidedServers {
  /** The owner's address of the server: for making databases. */
  adminUrl: string;
  /** The owner's address of a migrated, empty database to clone. Connect to it and cloning fails. */
  templateDatabaseUrl: string;
  /** The services' role in that database. */
  templateServiceUrl: string;
  /** One for each worker (`testRedisUrl`), shared by its files one after the other: use ids of your own, and never flush it. */
  redisUrls: string[];
}

declare module "vitest" {
  export interface ProvidedContext {
    chorusServers: ProvidedServers;
  }
}
