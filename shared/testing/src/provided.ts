/** What the global setup provides to every integration test; read it with `inject("chorusServers")` of vitest. */
export interface ProvidedServers {
  /** The owner's address of the server: for making databases. */
  adminUrl: string;
  /** The owner's address of a migrated, empty database to clone. Connect to it and cloning fails. */
  templateDatabaseUrl: string;
  /** The services' role in that database. */
  templateServiceUrl: string;
  /** Shared by all test files: use ids of your own, and never flush it. */
  redisUrl: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    chorusServers: ProvidedServers;
  }
}
